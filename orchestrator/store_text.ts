import { beginning, INLINE_CHARS, LongText } from "@/domain/long_text.ts";
import { StoreUnavailable } from "./event_writer.ts";
import type { LiveStorePort, LogPort, Sources } from "./ports.ts";

const RETRY_MS = 1_000;

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
 * @throws {StoreUnavailable} (as a rejection) When the text was not stored. Safe to repeat.
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
  try {
    await deps.store.saveText(blob, text);
  } catch (cause) {
    throw new StoreUnavailable(
      "Cannot store a text: the live store refused the commit",
      { cause },
    );
  }
  return { text: beginning(text, inlineChars), length: text.length, blob };
}

/**
 * The same for a text of what has already happened in the world, and so cannot
 * be refused: it is tried again, once a second, until the store takes it.
 */
export async function keepText(
  deps: Parameters<typeof storeText>[0] & { readonly log: LogPort },
  text: string,
  inlineChars?: number,
): Promise<LongText> {
  for (;;) {
    try {
      return await storeText(deps, text, inlineChars);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      deps.log.error("live store refused a text; trying again", { error });
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
