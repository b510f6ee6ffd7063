import { useCallback, useMemo, useRef } from "preact/hooks";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { formatCount } from "@/components/format.ts";
import { Icon } from "@/components/Icon.tsx";
import { DraftRow } from "@/components/transcript/DraftRow.tsx";
import { toRows } from "@/components/transcript/rows.ts";
import { TranscriptRow } from "@/components/transcript/TranscriptRow.tsx";
import { callApi } from "./live/api.ts";
import { MAX_ENTRIES } from "./transcript/entries.ts";
import { useShowMarked } from "./transcript/use_show_marked.ts";
import { useFollow } from "./transcript/use_follow.ts";
import { useTranscript } from "./transcript/use_transcript.ts";

type TranscriptLogProps = {
  readonly agentId: string;
  readonly agentName: string;
  /** Where the agent works: paths inside it are shown without it. */
  readonly folder: string;
  /** The newest entries, as the page was rendered with. */
  readonly entries: readonly TranscriptEntry[];
  /** The number of an entry to show first, and to mark. */
  readonly marked?: number;
  /** The entries end before the transcript does: nothing new comes in. */
  readonly isInPast?: boolean;
};

/** What an agent was told, said and did, as it happens. */
export default function TranscriptLog(
  { agentId, agentName, folder, entries: rendered, marked, isInPast = false }:
    TranscriptLogProps,
) {
  const log = useTranscript(agentId, rendered, !isInPast);
  const scroller = useRef<HTMLDivElement>(null);
  const firstN = log.entries[0]?.n ?? 0;
  const lastN = log.entries.at(-1)?.n ?? -1;
  const end = useFollow(scroller, firstN, lastN, marked === undefined);
  useShowMarked(scroller, marked);
  const rows = useMemo(() => toRows(log.entries), [log.entries]);
  const loadFull = useCallback(async (n: number) => {
    const answer = await callApi<{ readonly text: string }>(
      "GET",
      `agents/${agentId}/transcript/${n}`,
    );
    return answer.ok ? answer.value.text : undefined;
  }, [agentId]);
  const isEmpty = rows.length === 0 && log.drafts.length === 0;

  return (
    <section class="transcript-box" aria-labelledby="transcript-title">
      <div class="section-head">
        <h2 id="transcript-title">Transcript</h2>
        <div>
          <a class="button quiet" href={`/history?agent=${agentId}`}>
            Search it
          </a>
          {isInPast
            ? <a class="button quiet" href={`/agents/${agentId}`}>To its end</a>
            : (
              <button
                type="button"
                class="button quiet"
                aria-pressed={end.following}
                aria-keyshortcuts="f"
                onClick={end.following ? end.stay : end.follow}
              >
                Follow: {end.following ? "on" : "off"} <kbd>f</kbd>
              </button>
            )}
        </div>
      </div>
      <div
        class="transcript"
        role="log"
        aria-live="off"
        aria-labelledby="transcript-title"
        tabIndex={0}
        ref={scroller}
        onScroll={end.onScroll}
        onClick={(event) => {
          // Whoever opens a fold wants to read it.
          if ((event.target as Element).closest("summary")) end.stay();
        }}
      >
        {log.problem && <ErrorBox title={log.problem.message} />}
        {log.hasEarlier && !log.isFull && (
          <button
            type="button"
            class="button quiet earlier"
            disabled={log.loading}
            onClick={() => {
              end.stay();
              log.loadEarlier();
            }}
          >
            {log.loading ? "Loading…" : "Show earlier"}
          </button>
        )}
        {log.hasEarlier && log.isFull && (
          <p class="meta earlier">
            This page holds {formatCount(MAX_ENTRIES)}{" "}
            lines; older ones are kept on the server.
          </p>
        )}
        {rows.map((row) => (
          <TranscriptRow
            key={row.n}
            row={row}
            marked={marked}
            agentName={agentName}
            folder={folder}
            loadFull={loadFull}
          />
        ))}
        {log.drafts.map((draft) => (
          <DraftRow
            key={`${draft.messageId}.${draft.blockIndex}`}
            draft={draft}
            agentName={agentName}
          />
        ))}
        {isInPast && !log.isFull && (
          <button
            type="button"
            class="button quiet earlier"
            disabled={log.loading}
            onClick={log.loadLater}
          >
            {log.loading ? "Loading…" : "Show later"}
          </button>
        )}
        {isEmpty && (
          <EmptyState
            title="Nothing said yet"
            text="What the agent is told, says and does appears here, line by line. Give it a task to begin."
          />
        )}
      </div>
      {!end.following && end.unread > 0 && (
        <button type="button" class="button unread" onClick={end.follow}>
          {formatCount(end.unread)} new below <Icon name="down" />
        </button>
      )}
    </section>
  );
}
