/**
 * After an update the page is left alone for so many times what the update
 * took: a light page follows frame by frame, a heavy one stays ready for input.
 */
const REST = 1;
/** However long an update took, the next one may come after this. */
const LONGEST_REST_MS = 200;
/** Milliseconds after a key for which a person counts as typing. */
const TYPING_MS = 400;
/** Who types is interrupted no more often than this. */
const REST_OF_TYPIST_MS = 120;

/** What the pace of updates depends on; moments in milliseconds of one clock. */
export type Paced = {
  /** When the last update was on the screen. */
  readonly doneMs: number;
  /** From its beginning until then. */
  readonly tookMs: number;
  /** When a key was pressed last. */
  readonly keyMs: number;
};

/** Milliseconds until the next update may begin; 0: now. Pure. */
export function restOf(
  { doneMs, tookMs, keyMs }: Paced,
  nowMs: number,
): number {
  const restMs = nowMs - keyMs < TYPING_MS
    ? REST_OF_TYPIST_MS
    : Math.min(LONGEST_REST_MS, tookMs * REST);
  return Math.max(0, doneMs + restMs - nowMs);
}
