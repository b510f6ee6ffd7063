import type { Ref } from "preact";
import type { Fleet } from "@/domain/fleet.ts";
import { type Address, hrefOf, type View, VIEWS } from "./address.ts";
import { termChips } from "./query.ts";

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
  const chips = termChips(address.q);
  return (
    <form
      class="query-bar"
      method="get"
      action="/tasks"
      role="search"
      onSubmit={(event) => event.preventDefault()}
    >
      <div class="field query-field" data-invalid={problem !== undefined}>
        <label for="task-query">Filter</label>
        <input
          id="task-query"
          name="q"
          ref={input}
          value={address.q}
          placeholder="state:failed agent:ben login"
          list="task-query-words"
          autoComplete="off"
          spellcheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? "task-query-error" : "task-query-hint"}
          onInput={(event) => onQuery(event.currentTarget.value)}
        />
        <datalist id="task-query-words">
          {suggestions(fleet).map((word) => <option key={word} value={word} />)}
        </datalist>
        {problem
          ? (
            <p class="field-error" id="task-query-error" role="status">
              {problem}
            </p>
          )
          : (
            <p class="meta" id="task-query-hint">
              <code>state:</code> <code>agent:</code> <code>session:</code>{" "}
              with one or more values, and words of the title
            </p>
          )}
      </div>
      {address.view !== "board" && (
        <input type="hidden" name="view" value={address.view} />
      )}
      <nav class="view-switch" aria-label="Views">
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
      {chips.length > 0 && (
        <ul class="filter-chips query-chips" aria-label="In use">
          {chips.map(({ label, rest }) => (
            <li key={label}>
              <a
                class="filter-chip"
                href={hrefOf({ ...address, q: rest })}
                aria-label={`Remove ${label}`}
                onClick={(event) => {
                  event.preventDefault();
                  onQuery(rest);
                }}
              >
                {label} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

function suggestions(fleet: Fleet): readonly string[] {
  const quote = (name: string) => /\s/.test(name) ? `"${name}"` : name;
  return [
    "state:open",
    "state:needs-you",
    "state:failed",
    "state:waiting",
    "agent:anybody",
    ...Object.values(fleet.agents).slice(0, 20)
      .map(({ name }) => `agent:${quote(name)}`),
    ...Object.values(fleet.sessions).slice(0, 20)
      .map(({ name }) => `session:${quote(name)}`),
  ];
}
