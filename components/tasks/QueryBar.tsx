import type { Ref } from "preact";
import type { Fleet } from "@/domain/fleet.ts";
import { QueryChips, QueryField } from "../query/QueryField.tsx";
import { quoted } from "../query/terms.ts";
import { type Address, hrefOf, type View, VIEWS } from "./address.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type QueryBarProps = {
  readonly address: Address;
  readonly fleet: Fleet;
  /** What is wrong with the query. */
  readonly problem: string | undefined;
  readonly input: Ref<HTMLInputElement>;
  readonly onQuery: (q: string) => void;
  readonly onView: (view: View) => void;
};

const NAMES: Readonly<Record<View, string>> = {
  board: "Board",
  list: "List",
  tree: "Tree",
};

/** What to show and how; it works as a plain form and plain links, too. */
export function QueryBar(
  { address, fleet, problem, input, onQuery, onView }: QueryBarProps,
) {
  return (
    <form
      class="query-bar"
      method="get"
      action="/tasks"
      role="search"
      onSubmit={(event) => event.preventDefault()}
    >
      <QueryField
        id="task-query"
        q={address.q}
        placeholder={TASKS_TEXT.stateFailedAgentBenLogin}
        words={suggestions(fleet)}
        problem={problem}
        input={input}
        onQuery={onQuery}
      >
        <code>state:</code> <code>agent:</code> <code>session:</code>{" "}
        {TASKS_TEXT.withOneOrMoreValues}
      </QueryField>
      {address.view !== "board" && (
        <input type="hidden" name="view" value={address.view} />
      )}
      <nav class="view-switch" aria-label={TASKS_TEXT.views}>
        {VIEWS.map((view) => (
          <a
            key={view}
            class="button quiet"
            href={hrefOf({ ...address, view })}
            aria-current={view === address.view ? "page" : undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onView(view);
            }}
          >
            {NAMES[view]}
          </a>
        ))}
      </nav>
      <QueryChips
        q={address.q}
        hrefOf={(q) => hrefOf({ ...address, q })}
        onQuery={onQuery}
      />
    </form>
  );
}

function suggestions(fleet: Fleet): readonly string[] {
  return [
    "state:open",
    "state:needs-you",
    "state:failed",
    "state:waiting",
    "agent:anybody",
    ...Object.values(fleet.agents).slice(0, 20)
      .map(({ name }) => `agent:${quoted(name)}`),
    ...Object.values(fleet.sessions).slice(0, 20)
      .map(({ name }) => `session:${quoted(name)}`),
  ];
}
