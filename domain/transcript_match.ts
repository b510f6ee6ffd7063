import type { LongText } from "./long_text.ts";
import type { TranscriptEntry } from "./transcript.ts";

/** What a reader may narrow a transcript to. */
export const TRANSCRIPT_PARTS = ["messages", "tools", "errors"] as const;
export type TranscriptPart = typeof TRANSCRIPT_PARTS[number];

/** Which entries to look for; without a text and a part, all of them. */
export type TranscriptSearch = {
  /** Stands in the entry as it is written, in capitals or not. */
  readonly text?: string | undefined;
  readonly part?: TranscriptPart | undefined;
};

/** Longest text to look for, in characters. */
export const MAX_SOUGHT_CHARS = 200;

/** Whether an entry is one of those that are looked for. */
export function isMatch(
  entry: TranscriptEntry,
  { text = "", part }: TranscriptSearch,
): boolean {
  if (part && !isOfPart(entry, part)) return false;
  if (text === "") return true;
  const sought = text.toLowerCase();
  const isIn = (words: string) => words.toLowerCase().includes(sought);
  if (entry.kind === "tool_call" && isIn(entry.tool)) return true;
  return isIn(wordsOf(entry)?.text ?? "");
}

function isOfPart(entry: TranscriptEntry, part: TranscriptPart): boolean {
  switch (part) {
    case "messages":
      return entry.kind === "prompt" || entry.kind === "text";
    case "tools":
      return entry.kind === "tool_call";
    case "errors":
      return entry.kind === "tool_result" && entry.is_error ||
        entry.kind === "notice" && entry.level === "error" ||
        entry.kind === "turn_ended" && !entry.succeeded;
  }
}

function wordsOf(entry: TranscriptEntry): LongText | undefined {
  if (entry.kind === "tool_call") return entry.input;
  return entry.kind === "turn_ended" ? undefined : entry.text;
}
