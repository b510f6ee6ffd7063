import { z } from "zod";
import type { HistoryOutcome } from "./history.ts";
import { Instant, SessionId } from "./ids.ts";

/** What may stay, and how long; 0 switches a rule off. */
export type RetentionRules = {
  /** Hours that ended tasks and agents stay in the live store. */
  readonly live_hours: number;
  /** Ended tasks that stay there at the most. */
  readonly live_tasks: number;
  /** Days that details stay in the history. */
  readonly history_days: number;
  /** Room that the history's rows may take, in GiB. */
  readonly history_max_gib: number;
  /** Days that measured values stay. */
  readonly metrics_days: number;
};

/** What pruning did when it ran last. */
export const PruneRun = z.object({
  at: Instant,
  /** How many of each kind went; empty when there was nothing to do. */
  removed: z.record(z.string(), z.int().nonnegative()),
});
export type PruneRun = z.infer<typeof PruneRun>;

/** An archived session, and what goes with it. */
export const PrunableSession = z.object({
  id: SessionId,
  name: z.string(),
  archived_at: Instant,
  agents: z.int(),
  tasks: z.int(),
  transcript_entries: z.int(),
  /** Bytes of its rows, without indexes. */
  bytes: z.int(),
});
export type PrunableSession = z.infer<typeof PrunableSession>;

/** How the history and the live store let go of what is old. */
export type RetentionReport = {
  readonly rules: RetentionRules;
  /** null before the first run. */
  readonly live: PruneRun | null;
  readonly history: PruneRun | null;
  /** Sessions that a person chose to remove. */
  readonly sessions: PruneRun | null;
  /** Of them, those that are not gone yet. */
  readonly sessions_waiting: number;
  readonly history_bytes: number;
  /** An estimate; the rest of the files waits for new rows. */
  readonly history_bytes_in_use: number;
  readonly oldest_event_at: Instant | null;
};

/** What a person may ask of it. */
export interface RetentionService {
  report(): Promise<HistoryOutcome<RetentionReport>>;
  /** Archived sessions, the oldest first; at most 200. */
  prunable(
    archivedBefore: Instant | undefined,
  ): Promise<HistoryOutcome<readonly PrunableSession[]>>;
  /**
   * Removes these sessions for good, in small steps, and goes on after a
   * restart. Resolves when that is noted. Gives those that it refused, since
   * they are not archived.
   */
  prune(
    sessions: readonly SessionId[],
  ): Promise<HistoryOutcome<{ readonly refused: readonly SessionId[] }>>;
}
