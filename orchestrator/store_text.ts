import { beginning, INLINE_CHARS, LongText } from "@/domain/long_text.ts";
import type { LiveStorePort, Sources } from "./ports.ts";

/**
 * Characters of its text, and of its result, that the record of a task carries:
 * with all its attempts it fits into one value of the store, in any script.
 */
export const TASK_INLINE_CHARS = 6_000;

/**
 * Makes a `LongText`: what does not fit inline is stored first, once, so that
 * the commit which refers to it never points at nothing.
 *
 * @param inlineChars How much of it travels inline; less for texts of which a
 * record holds many.
 */
export async function storeText(
  deps: {
    readonly store: Pick<LiveStorePort, "saveText">;
    readonly sources: Pick<Sources, "newId">;
  },
  text: string,
  inlineChars = INLINE_CHARS,
): Promise<LongText> {
  if (text.length <= inlineChars) {
    return { text, length: text.length, blob: null };
  }
  const blob = deps.sources.newId();
  await deps.store.saveText(blob, text);
  return { text: beginning(text, inlineChars), length: text.length, blob };
}
