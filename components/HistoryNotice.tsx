import type { HistoryState } from "@/domain/history_state.ts";
import { formatCount, formatExact, plural } from "./format.ts";

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
            The history is behind by {plural(state.backlog, "event")}.
          </p>
          <p class="notice-text">
            Searches may miss the latest until it has caught up. Agents, tasks
            and their pages are up to date.
          </p>
        </div>
      );
    case "away":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            The history is away since {formatExact(state.since)}.
          </p>
          <p class="notice-text">
            {state.reason}. Agents, tasks and their live pages go on; searches
            and lists of events wait. Nothing is lost:{" "}
            {formatCount(state.backlog)}{" "}
            events were waiting when it went, and all follow when it is back.
          </p>
        </div>
      );
  }
}
