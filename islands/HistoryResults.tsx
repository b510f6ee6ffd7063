import { useState } from "preact/hooks";
import type { HistoryHit } from "@/domain/history.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { plural } from "@/components/format.ts";
import { HitItem } from "@/components/history/HitItem.tsx";
import {
  historyHref,
  searchPath,
  type SearchTerms,
} from "@/components/history/search_terms.ts";
import { callApi, type Problem } from "./live/api.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

type HistoryResultsProps = {
  readonly terms: SearchTerms;
  readonly hits: readonly HistoryHit[];
  /** Where the list goes on; null at the end. */
  readonly next: string | null;
  /** Whether this is not the beginning of the list. */
  readonly isLater: boolean;
};

type Found = {
  readonly items: readonly HistoryHit[];
  readonly next_cursor: string | null;
};

/** What was found; more of it comes below, or as the next page without scripts. */
export default function HistoryResults(
  { terms, hits: rendered, next: renderedNext, isLater }: HistoryResultsProps,
) {
  const [hits, setHits] = useState(rendered);
  const [next, setNext] = useState(renderedNext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const loadMore = async (event: MouseEvent, cursor: string) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const answer = await callApi<Found>("GET", searchPath(terms, cursor));
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setHits([...hits, ...answer.value.items]);
    setNext(answer.value.next_cursor);
  };

  return (
    <>
      <p class="meta" role="status">
        {isLater && (
          <>
            {HISTORY_TEXT.aLaterPage}{" "}
            <a href={historyHref(terms)}>{HISTORY_TEXT.toTheFirstOne}</a>.{" "}
          </>
        )}
        {plural(hits.length, "result")}
        {next === null ? "" : HISTORY_TEXT.soFar}
        {terms.q === ""
          ? HISTORY_TEXT.theNewestFirst
          : HISTORY_TEXT.whatFitsBestFirst}
      </p>
      <ol class="hits">
        {hits.map((hit) => (
          <HitItem
            key={hit.kind === "task"
              ? hit.task.id
              : `${hit.agent.id}.${hit.entry}`}
            hit={hit}
          />
        ))}
      </ol>
      {problem && (
        <ErrorBox
          title={problem.message}
          detail="What was found before stays."
          requestId={problem.requestId}
        />
      )}
      {next !== null && (
        <a
          class="button"
          href={historyHref(terms, next)}
          aria-disabled={busy}
          onClick={(event) => loadMore(event, next)}
        >
          {busy ? HISTORY_TEXT.loading : HISTORY_TEXT.loadMore}
        </a>
      )}
    </>
  );
}
