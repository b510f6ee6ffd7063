import { keys } from "./keys.ts";

/** UTF-16 text takes two bytes a character, and a value may hold 65,536 bytes. */
const CHUNK_CHARS = 30_000;
/** One atomic commit may hold 800 KiB. */
const CHUNKS_PER_COMMIT = 10;

/**
 * Stores a long text in chunks under `blob`. Done before the commit that
 * refers to it; a text that nothing came to refer to is harmless. Safe to
 * repeat.
 */
export async function saveText(
  kv: Deno.Kv,
  blob: string,
  text: string,
): Promise<void> {
  const count = Math.ceil(text.length / CHUNK_CHARS);
  for (let first = 0; first < count; first += CHUNKS_PER_COMMIT) {
    const commit = kv.atomic();
    for (
      let index = first;
      index < Math.min(first + CHUNKS_PER_COMMIT, count);
      index++
    ) {
      const from = index * CHUNK_CHARS;
      commit.set(
        keys.textChunk(blob, index),
        text.slice(from, from + CHUNK_CHARS),
      );
    }
    await commit.commit();
  }
}

/** The whole text; empty when there is none under `blob`. */
export async function readText(kv: Deno.Kv, blob: string): Promise<string> {
  let text = "";
  for await (const { value } of kv.list({ prefix: keys.textChunks(blob) })) {
    text += value;
  }
  return text;
}
