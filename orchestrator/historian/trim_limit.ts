import type { FleetEvent } from "@/domain/event.ts";

/** Events that stay in the log for streams to resume from, at the most. */
export const KEPT_EVENTS = 100_000;
/** And how long they stay. */
export const KEPT_MS = 24 * 60 * 60 * 1_000;

/**
 * The last event that may leave the log: never one that the history has not
 * acknowledged, and only what is over the count or the age that is kept.
 *
 * @param oldEnough The newest acknowledged event known to be over the age; 0
 * when none is.
 */
export function trimLimit(
  log: { readonly lastSeq: number; readonly acknowledged: number },
  oldEnough: number,
): number {
  const overCount = log.lastSeq - KEPT_EVENTS;
  return Math.max(
    0,
    Math.min(log.acknowledged, Math.max(overCount, oldEnough)),
  );
}

/** The last of these events that is over the age; 0 when none is. */
export function lastOverAge(
  events: readonly Pick<FleetEvent, "seq" | "at">[],
  nowMs: number,
): number {
  return events.findLast((event) => nowMs - Date.parse(event.at) > KEPT_MS)
    ?.seq ?? 0;
}
