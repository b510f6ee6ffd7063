/** Failed tries after which a webhook is dead: about 13 hours. */
export const MAX_FAILURES = 20;
const FIRST_MS = 1_000;
const LONGEST_MS = 3_600_000;
/** So many of a pause are by chance, on either side of it. */
const JITTER = 0.25;

/** No pause before a retry is longer than this, in milliseconds. */
export const LONGEST_RETRY_PAUSE_MS = LONGEST_MS * (1 + JITTER);

/** Milliseconds before the next try, after so many failed ones; doubling, up to an hour. */
export function retryPauseMs(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(whole * (1 + JITTER * (2 * random() - 1)));
}
