import type { LongText } from "@/domain/long_text.ts";
import type { LiveStorePort } from "./ports.ts";

/** The whole text, also where a record holds its beginning alone. */
export async function fullText(
  store: Pick<LiveStorePort, "readText">,
  text: LongText,
): Promise<string> {
  return text.blob === null ? text.text : await store.readText(text.blob);
}
