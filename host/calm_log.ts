import { RepeatCap } from "@/domain/repeat_cap.ts";
import type { ServerLog } from "./log.ts";

/**
 * A log in which no kind of record drowns the others, or fills a disk: of the
 * same message about the same agent ten are told a minute, and the first of
 * the next minute tells how many were not.
 *
 * @param nowMs Monotonic milliseconds.
 */
export function calmLog(log: ServerLog, nowMs: () => number): ServerLog {
  const cap = new RepeatCap(nowMs);
  const calmed = (say: ServerLog["info"]): ServerLog["info"] =>
  (
    message,
    facts,
  ) => {
    const leftOut = cap.take(`${message} ${facts?.agent ?? ""}`);
    if (leftOut === undefined) return;
    say(message, leftOut > 0 ? { ...facts, not_told: leftOut } : facts);
  };
  return { info: calmed(log.info), error: calmed(log.error) };
}
