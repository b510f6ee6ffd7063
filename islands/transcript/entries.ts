import type { TranscriptEntry } from "@/domain/transcript.ts";

/** Entries that a page keeps; the oldest are dropped beyond it. */
export const MAX_ENTRIES = 2_000;

/**
 * Both lists as one, ordered by number, each entry once. The usual case, one
 * list following the other, costs nothing more than the copy.
 */
export function mergeEntries(
  held: readonly TranscriptEntry[],
  more: readonly TranscriptEntry[],
): readonly TranscriptEntry[] {
  const last = held.at(-1)?.n ?? -1;
  const fresh = more.filter((entry, index) =>
    entry.n > (more[index - 1]?.n ?? last)
  );
  if (fresh.length === more.length) return [...held, ...more];
  const byNumber = new Map([...held, ...more].map((entry) => [entry.n, entry]));
  return [...byNumber.values()].sort((a, b) => a.n - b.n);
}

/** The newest `MAX_ENTRIES`. */
export function capEntries(
  entries: readonly TranscriptEntry[],
): readonly TranscriptEntry[] {
  return entries.length > MAX_ENTRIES ? entries.slice(-MAX_ENTRIES) : entries;
}

/** The first hole in the numbers: what to ask for, or undefined. */
export function firstGap(
  entries: readonly TranscriptEntry[],
): { readonly before: number; readonly missing: number } | undefined {
  for (let index = 1; index < entries.length; index++) {
    const n = entries[index]!.n;
    const missing = n - entries[index - 1]!.n - 1;
    if (missing > 0) return { before: n, missing };
  }
  return undefined;
}
