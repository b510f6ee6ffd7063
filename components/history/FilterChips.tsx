import type { SearchChoices } from "@/domain/history.ts";
import { shortId } from "@/domain/short_id.ts";
import { outcomeWords } from "./hit_words.ts";
import { historyHref, type SearchTerms } from "./search_terms.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

type FilterChipsProps = {
  readonly terms: SearchTerms;
  readonly choices: SearchChoices;
};

/** What a search was narrowed to, each to be taken away, and all at once. */
export function FilterChips({ terms, choices }: FilterChipsProps) {
  const nameIn = (
    list: readonly { readonly id: string; readonly name: string }[],
    id: string,
  ) => list.find((each) => each.id === id)?.name ?? shortId(id);
  const words = {
    q: (text: string) => `“${text}”`,
    kind: (kind: string) => kind === "task" ? "tasks" : "transcripts",
    agent: (id: string) => `agent ${nameIn(choices.agents, id)}`,
    session: (id: string) => `session ${nameIn(choices.sessions, id)}`,
    from: (day: string) => `from ${day}`,
    to: (day: string) => `to ${day}`,
    outcome: () => terms.outcome ? outcomeWords(terms.outcome) : "",
  };
  const names = Object.keys(words) as (keyof typeof words)[];
  return (
    <ul class="filter-chips">
      {names.flatMap((name) => {
        const value = terms[name];
        if (!value) return [];
        const rest = { ...terms, [name]: name === "q" ? "" : undefined };
        return [
          <li key={name}>
            <a class="filter-chip" href={historyHref(rest)}>
              {words[name](value)}
              <span aria-hidden="true">×</span>
              <span class="sr-only">{HISTORY_TEXT.takeAway}</span>
            </a>
          </li>,
        ];
      })}
      <li>
        <a class="button" href="/history">{HISTORY_TEXT.clear}</a>
      </li>
    </ul>
  );
}
