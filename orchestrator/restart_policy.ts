import type { Instant } from "@/domain/ids.ts";

/** More losses than this within the window, and the agent has failed. */
const MAX_CRASHES = 5;
const WINDOW_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * When an agent that has just lost its process starts again; `undefined` when
 * it was lost too often: more than 5 times within 10 minutes. The pause is any
 * time up to a limit that doubles with each loss ("full jitter").
 *
 * @param crashes Earlier losses, oldest first.
 * @param random From 0 to 1.
 */
export function restartAt(
  crashes: readonly Instant[],
  now: Instant,
  random: number,
): Instant | undefined {
  const nowMs = Date.parse(now);
  const recent = crashes.filter((at) =>
    // After a clock was set back, losses of long ago lie ahead.
    Math.abs(nowMs - Date.parse(at)) < WINDOW_MS
  );
  if (recent.length >= MAX_CRASHES) return undefined;
  const limit = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** recent.length);
  return new Date(nowMs + random * limit).toISOString();
}
