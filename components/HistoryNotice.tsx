import type { HistoryState } from "@/domain/history_state.ts";
import { formatCount, formatExact, plural } from "./format.ts";
import { NOTICE_TEXT } from "@/components/text/notice_text.ts";

/** Says since when the history is not up to date and what still works; nothing while all is well. */
export function HistoryNotice({ state }: { readonly state: HistoryState }) {
  switch (state.kind) {
    case "opening":
    case "healthy":
      return null;
    case "behind":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            {NOTICE_TEXT.theHistoryIsBehindBy(plural(state.backlog, "event"))}
          </p>
          <p class="notice-text">{NOTICE_TEXT.searchesMayMissTheLatest}</p>
        </div>
      );
    case "away":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            {NOTICE_TEXT.theHistoryIsAwaySince(formatExact(state.since))}
          </p>
          <p class="notice-text">
            {NOTICE_TEXT.agentsTasksAndTheirLive(
              state.reason,
              formatCount(state.backlog),
            )}
          </p>
        </div>
      );
  }
}
