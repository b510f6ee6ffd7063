import type { PrunedHistoryPort, Removed } from "./ports.ts";

const DAY_MS = 86_400_000;
const GIB = 1_073_741_824;
/** Where pruning by size ends, so that it does not begin again at once. */
const DOWN_TO = 0.9;
/** Rows after which the room of a table is worth to be made free. */
const VACUUM_AFTER_ROWS = 5_000;

/**
 * Removes details that are older than the rules allow, or the oldest ones when
 * there is too much, in bounded steps. Gives what went; safe to repeat, and to
 * break off between any two steps.
 *
 * @param rest Gives others their turn after a step that took so many
 * milliseconds; `false` when this is to end.
 */
export async function pruneHistory(
  history: PrunedHistoryPort,
  rules: { readonly days: number; readonly maxGib: number },
  nowMs: number,
  timed: <T>(work: () => Promise<T>) => Promise<T | undefined>,
): Promise<Removed> {
  const removed: Record<string, number> = {};
  const before = await pruningLimit(history, rules, nowMs);
  if (!before) return removed;
  let rows = 0;
  for (const step of history.steps) {
    for (;;) {
      const gone = await timed(() => step(before));
      if (!gone) return removed;
      const count = add(removed, gone);
      rows += count;
      if (count === 0) break;
    }
  }
  if (rows < VACUUM_AFTER_ROWS) return removed;
  for (const vacuum of history.vacuums) {
    if (await timed(() => vacuum().then(() => true)) === undefined) break;
  }
  return removed;
}

/** Adds what went to the sum and gives how much that was. */
export function add(sum: Record<string, number>, gone: Removed): number {
  let count = 0;
  for (const [name, rows] of Object.entries(gone)) {
    if (rows === 0) continue;
    sum[name] = (sum[name] ?? 0) + rows;
    count += rows;
  }
  return count;
}

/** The later one of what age and size ask for; `undefined` when nothing has to go. */
async function pruningLimit(
  history: PrunedHistoryPort,
  { days, maxGib }: { readonly days: number; readonly maxGib: number },
  nowMs: number,
): Promise<Date | undefined> {
  const limits: number[] = days > 0 ? [nowMs - days * DAY_MS] : [];
  const { bytesInUse, events } = await history.measure(new Date(nowMs));
  if (maxGib > 0 && bytesInUse > maxGib * GIB) {
    const share = DOWN_TO * maxGib * GIB / bytesInUse;
    const at = await history.instantOfNewest(Math.floor(events * share));
    if (at) limits.push(at.getTime());
  }
  return limits.length > 0 ? new Date(Math.max(...limits)) : undefined;
}
