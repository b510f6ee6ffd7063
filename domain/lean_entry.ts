import type { LongText } from "./long_text.ts";
import type { TranscriptEntry } from "./transcript.ts";

/** An entry whose tool text is cut to so many characters; what is missing can be asked for. */
export function leanEntryTo(
  entry: TranscriptEntry,
  chars: number,
): TranscriptEntry {
  switch (entry.kind) {
    case "tool_call":
      return { ...entry, input: cut(entry.input, chars) };
    case "tool_result":
      return { ...entry, text: cut(entry.text, chars) };
    default:
      return entry;
  }
}

function cut(text: LongText, chars: number): LongText {
  return text.text.length <= chars
    ? text
    : { ...text, text: text.text.slice(0, chars) };
}
