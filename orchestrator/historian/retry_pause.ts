const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Milliseconds before the next try: twice as long after each failure, up to
 * half a minute, and up to a half less by chance.
 *
 * @param failures How many there were in a row before this one.
 * @param random From 0 to 1.
 */
export function retryPauseMs(failures: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** failures) * (0.5 + random / 2);
}
