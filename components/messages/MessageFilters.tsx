import { MESSAGE_KINDS } from "@/domain/message.ts";
import { Choice } from "../Choice.tsx";
import { Field } from "../Field.tsx";
import { MESSAGES_TEXT as TEXT } from "../text/messages_text.ts";
import { kindName } from "./delivery_look.ts";
import {
  isNarrowed,
  messagesHref,
  type MessageTerms,
} from "./message_query.ts";
import { DELIVERY_STATES, MAX_MESSAGE_SEARCH } from "./message_terms.ts";

type Named = { readonly id: string; readonly name: string };

type MessageFiltersProps = {
  readonly terms: MessageTerms;
  readonly agents: readonly Named[];
  readonly tasks: readonly Named[];
};

/** What to look for among messages; an ordinary form, its answer is a page. */
export function MessageFilters({ terms, agents, tasks }: MessageFiltersProps) {
  const { q, view: _, ...others } = terms;
  return (
    <form class="card form" method="get" action="/messages" role="search">
      <div class="search-line">
        <Field id="q" label={TEXT.searchLabel} hint={TEXT.searchHint}>
          <input
            id="q"
            name="q"
            type="search"
            value={q}
            maxLength={MAX_MESSAGE_SEARCH}
            aria-describedby="q-hint"
          />
        </Field>
        <button type="submit" class="button primary">{TEXT.search}</button>
      </div>
      <details class="form-more" open={Object.values(others).some(Boolean)}>
        <summary>{TEXT.narrow}</summary>
        <div class="form-row">
          <Choice
            name="agent"
            label={TEXT.agent}
            all={TEXT.anyAgent}
            value={terms.agent}
            options={withChosen(agents, terms.agent)}
          />
          <Choice
            name="task"
            label={TEXT.task}
            all={TEXT.anyTask}
            value={terms.task}
            options={withChosen(tasks, terms.task)}
          />
          <Choice
            name="kind"
            label={TEXT.kind}
            all={TEXT.anyKind}
            value={terms.kind}
            options={MESSAGE_KINDS.map((kind) => [kind, kindName(kind)])}
          />
          <Choice
            name="state"
            label={TEXT.state}
            all={TEXT.anyState}
            value={terms.state}
            options={DELIVERY_STATES.map((each) => [each, TEXT.states[each]])}
          />
          <Field id="from" label={TEXT.from}>
            <input id="from" name="from" type="date" value={terms.from} />
          </Field>
          <Field id="to" label={TEXT.to}>
            <input id="to" name="to" type="date" value={terms.to} />
          </Field>
          <Choice
            name="view"
            label={TEXT.view}
            all={TEXT.views.threads}
            value={terms.view}
            options={[["list", TEXT.views.list]]}
          />
        </div>
        {isNarrowed(terms) && (
          <p class="form-actions">
            <a class="button" href={messagesHref({ q: "", view: terms.view })}>
              {TEXT.clear}
            </a>
          </p>
        )}
      </details>
    </form>
  );
}

/** The choices; what is chosen stays one of them when nothing knows it any more. */
function withChosen(
  choices: readonly Named[],
  chosen: string | undefined,
): readonly (readonly [string, string])[] {
  const named = choices.map(({ id, name }) => [id, name] as const);
  return chosen === undefined || choices.some(({ id }) => id === chosen)
    ? named
    : [...named, [chosen, chosen]];
}
