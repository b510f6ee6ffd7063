import {
  HISTORY_KINDS,
  MAX_SEARCH_CHARS,
  type SearchChoices,
} from "@/domain/history.ts";
import { ATTEMPT_OUTCOMES } from "@/domain/task.ts";
import { Choice } from "../Choice.tsx";
import { Field } from "../Field.tsx";
import { outcomeWords } from "./hit_words.ts";
import type { SearchTerms } from "./search_terms.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

const KIND_WORDS = { task: "Tasks", transcript: "Transcripts" };

type SearchFormProps = {
  readonly terms: SearchTerms;
  readonly choices: SearchChoices;
};

/** What to look for and where; an ordinary form, its answer is a page. */
export function SearchForm({ terms, choices }: SearchFormProps) {
  const isNarrowed = Object.entries(terms)
    .some(([name, value]) => name !== "q" && value);
  return (
    <form class="card form" method="get" action="/history" role="search">
      <div class="search-line">
        <Field
          id="q"
          label={HISTORY_TEXT.search}
          hint={HISTORY_TEXT.aPhraseOrAndWithout}
        >
          <input
            id="q"
            name="q"
            type="search"
            value={terms.q}
            maxLength={MAX_SEARCH_CHARS}
            aria-describedby="q-hint"
          />
        </Field>
        <button type="submit" class="button primary">
          {HISTORY_TEXT.search}
        </button>
      </div>
      <details class="form-more" open={isNarrowed}>
        <summary>{HISTORY_TEXT.narrowItDown}</summary>
        <div class="form-row">
          <Choice
            name="kind"
            label={HISTORY_TEXT.inText}
            all="Tasks and transcripts"
            value={terms.kind}
            options={HISTORY_KINDS.map((kind) => [kind, KIND_WORDS[kind]])}
          />
          <Choice
            name="agent"
            label={HISTORY_TEXT.agent}
            all="Any agent"
            value={terms.agent}
            options={choices.agents.map(({ id, name }) => [id, name])}
          />
          <Choice
            name="session"
            label={HISTORY_TEXT.session}
            all="Any session"
            value={terms.session}
            options={choices.sessions.map(({ id, name }) => [id, name])}
          />
          <Choice
            name="outcome"
            label={HISTORY_TEXT.outcomeOfTheTask}
            all="Any outcome"
            value={terms.outcome}
            options={ATTEMPT_OUTCOMES.map((each) => [each, outcomeWords(each)])}
          />
          <Field id="from" label={HISTORY_TEXT.from}>
            <input id="from" name="from" type="date" value={terms.from} />
          </Field>
          <Field id="to" label={HISTORY_TEXT.to}>
            <input id="to" name="to" type="date" value={terms.to} />
          </Field>
        </div>
      </details>
    </form>
  );
}
