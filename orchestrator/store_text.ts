import { INLINE_CHARS, inlinePart, LongText } from "@/domain/long_text.ts";
import type { LiveStorePort, Sources } from "./ports.ts";

/**
 * Makes a `LongText`: what does not fit inline is stored first, once, so that
 * the commit which refers to it never points at nothing.
 */
export async function storeText(
  deps: {
    readonly store: Pick<LiveStorePort, "saveText">;
    readonly sources: Pick<Sources, "newId">;
  },
  text: string,
): Promise<LongText> {
  if (text.length <= INLINE_CHARS) {
    return { text, length: text.length, blob: null };
  }
  const blob = deps.sources.newId();
  await deps.store.saveText(blob, text);
  return { text: inlinePart(text), length: text.length, blob };
}
