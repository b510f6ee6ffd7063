/** A time of the day on this host. */
export type TimeOfDay = { readonly hour: number; readonly minute: number };

/** A host that was off or just came up is left alone for so long. */
const SETTLE_MS = 10 * 60_000;
/** After a try that failed. */
const RETRY_MS = 60 * 60_000;

/**
 * Whether the daily backup is to be made now: its time has come and no backup
 * is newer. One that was missed is made up for, soon after the next start.
 */
export function isDue(
  at: TimeOfDay,
  now: Date,
  facts: {
    /** When the server started. */
    readonly startedAt: Date;
    readonly lastAt: Date | undefined;
    readonly lastFailedAt: Date | undefined;
  },
): boolean {
  const turn = lastTurn(at, now);
  if (facts.lastAt && facts.lastAt >= turn) return false;
  const { startedAt, lastFailedAt } = facts;
  if (lastFailedAt && now.getTime() - lastFailedAt.getTime() < RETRY_MS) {
    return false;
  }
  return startedAt <= turn ||
    now.getTime() - startedAt.getTime() >= SETTLE_MS;
}

/** The last time that it was this time of the day. */
function lastTurn({ hour, minute }: TimeOfDay, now: Date): Date {
  const turn = new Date(now);
  turn.setHours(hour, minute, 0, 0);
  if (turn > now) turn.setDate(turn.getDate() - 1);
  return turn;
}
