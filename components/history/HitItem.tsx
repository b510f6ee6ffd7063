import type { HistoryHit } from "@/domain/history.ts";
import { Moment } from "../Moment.tsx";
import { entryWords, outcomeWords } from "./hit_words.ts";
import { HISTORY_TEXT } from "@/components/text/history_text.ts";

/** One place where something was found; its name leads there. */
export function HitItem({ hit }: { readonly hit: HistoryHit }) {
  return (
    <li class="hit">
      <p class="hit-head">
        {hit.kind === "task"
          ? (
            <a class="hit-name" href={`/tasks/${hit.task.id}`}>
              {hit.task.name}
            </a>
          )
          : (
            <a class="hit-name" href={entryHref(hit.agent.id, hit.entry)}>
              {hit.agent.name} {entryWords(hit.entry_kind)}
            </a>
          )}
        <span class="tag">
          {hit.kind === "task" ? HISTORY_TEXT.task : HISTORY_TEXT.transcript}
        </span>
        {hit.kind === "task" && hit.outcome && (
          <span class="meta">{outcomeWords(hit.outcome)}</span>
        )}
      </p>
      <p class="hit-text">
        {hit.snippet.map((part, index) =>
          part.hit
            ? <mark key={index}>{part.text}</mark>
            : <span key={index}>{part.text}</span>
        )}
      </p>
      <p class="hit-foot meta">
        <Moment at={hit.at} />
        {hit.kind === "task" && hit.agent && (
          <a href={`/agents/${hit.agent.id}`}>{hit.agent.name}</a>
        )}
        {hit.kind === "transcript" && hit.task && (
          <a href={`/tasks/${hit.task.id}`}>{hit.task.name}</a>
        )}
        {hit.session && (
          <a href={`/sessions/${hit.session.id}`}>{hit.session.name}</a>
        )}
      </p>
    </li>
  );
}

/** Where one entry of a transcript is shown; scripts and browsers alone both find it. */
export function entryHref(agentId: string, n: number): string {
  return `/agents/${agentId}?entry=${n}#entry-${n}`;
}
