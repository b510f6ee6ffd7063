import type { HistoryState } from "./history_state.ts";

/** What pages and programs may ask of the history. */
export interface HistoryQueries {
  historyState(): HistoryState;
}
