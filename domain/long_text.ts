import { z } from "zod";
import { beginning } from "./beginning.ts";

// It stands apart for the browser, which needs no schemas.
export { beginning };

/** Characters of a text that travel inside records and events. */
export const INLINE_CHARS = 12_000;

/**
 * A text that may be long. What is over `INLINE_CHARS` is stored once, as a
 * blob, and read on demand; `text` then holds the beginning alone.
 */
export const LongText = z.object({
  text: z.string().max(INLINE_CHARS),
  /** Characters of the whole text. */
  length: z.int().nonnegative(),
  /** Where the whole text is, when it does not fit here. */
  blob: z.string().nullable(),
});
export type LongText = z.infer<typeof LongText>;

/** The beginning that records and events carry. */
export function inlinePart(text: string): string {
  return beginning(text, INLINE_CHARS);
}

/** A text that is known to be short enough to need no blob. */
export function shortText(text: string): LongText {
  const part = inlinePart(text);
  return { text: part, length: part.length, blob: null };
}
