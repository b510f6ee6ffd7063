import type { PrunableSession, RetentionReport } from "@/domain/retention.ts";
import { AT, sessionId } from "./fleet.ts";
import type { StorageSizes } from "@/domain/storage_sizes.ts";

export const SIZES: StorageSizes = {
  folders: [
    { name: "Live store", bytes: 3_400_000, files: 3, isWhole: true },
    {
      name: "Agents' folders",
      bytes: 812_000_000,
      files: 9_120,
      isWhole: false,
    },
    { name: "History", bytes: 48_200_000, files: 961, isWhole: true },
  ],
  tables: [
    { name: "events", bytes: 21_000_000 },
    { name: "transcript_entries", bytes: 9_300_000 },
  ],
  tablesAreInFolder: true,
};

/** How pruning stands in every memory. */
export const RETENTION: RetentionReport = {
  rules: {
    live_hours: 72,
    live_tasks: 5_000,
    history_days: 30,
    history_max_gib: 5,
    metrics_days: 30,
  },
  live: { at: AT, removed: { tasks: 120, agents: 3, texts: 0 } },
  history: { at: AT, removed: { events: 48_210, transcript_entries: 9_130 } },
  sessions: null,
  sessions_waiting: 0,
  history_bytes: 48_200_000,
  history_bytes_in_use: 31_000_000,
  oldest_event_at: AT,
};

/** Archived sessions that may go. */
export const PRUNABLE: readonly PrunableSession[] = [1, 2].map((n) => ({
  id: sessionId(n),
  name: `Session ${n}`,
  archived_at: `2026-0${n}-02T03:04:05.678Z`,
  agents: n,
  tasks: 10 * n,
  transcript_entries: 1_000 * n,
  bytes: 2_000_000 * n,
}));
