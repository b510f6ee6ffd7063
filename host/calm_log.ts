import type { ServerLog } from "./log.ts";

/** Records of one kind that are told in each minute; the rest is counted. */
const MOST = 10;
const MINUTE_MS = 60_000;
/** Kinds that are remembered; agents come and go. */
const MOST_KINDS = 1_000;

type Facts = Parameters<ServerLog["info"]>[1];
type Kind = { readonly sinceMs: number; told: number; untold: number };

/**
 * A log in which no kind of record drowns the others, or fills a disk: of the
 * same message about the same agent ten are told a minute, and the first of
 * the next minute tells how many were not.
 *
 * @param nowMs Monotonic milliseconds.
 */
export function calmLog(log: ServerLog, nowMs: () => number): ServerLog {
  const kinds = new Map<string, Kind>();
  const tell = (say: ServerLog["info"], message: string, facts: Facts) => {
    const about = facts?.agent;
    const key = about === undefined ? message : `${message} ${about}`;
    const known = kinds.get(key);
    const isOver = !known || nowMs() - known.sinceMs >= MINUTE_MS;
    if (!isOver && known.told >= MOST) {
      known.untold++;
      return;
    }
    if (!isOver) {
      known.told++;
      return say(message, facts);
    }
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(key, { sinceMs: nowMs(), told: 1, untold: 0 });
    say(
      message,
      known?.untold ? { ...facts, not_told: known.untold } : facts,
    );
  };
  return {
    info: (message, facts) => tell(log.info, message, facts),
    error: (message, facts) => tell(log.error, message, facts),
  };
}
