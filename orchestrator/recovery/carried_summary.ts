import type { TranscriptEntry } from "@/domain/transcript.ts";
import { toolDetail } from "../tool_detail.ts";

/** Entries of the transcript that a summary is made of. */
export const SUMMARY_ENTRIES = 400;
/** What an agent is told of itself, in characters. */
const TEXT_CHARS = 1_500;
const TEXTS = 4;
const CALLS = 40;
const PROMPT_CHARS = 1_500;

/**
 * What an agent did in the session that became too long for its model, as the
 * beginning of the session that follows: what it was told last, what it called,
 * and what it said. Made of the transcript alone: the model can read no more of
 * that session. Pure.
 *
 * @param entries Of the transcript, oldest first.
 */
export function carriedSummary(entries: readonly TranscriptEntry[]): string {
  const own = entries.filter((entry) => entry.parent_tool_use_id === null);
  const failed = new Set(
    own.flatMap((entry) =>
      entry.kind === "tool_result" && entry.is_error ? [entry.tool_use_id] : []
    ),
  );
  const prompts = own.flatMap((entry) =>
    entry.kind === "prompt" ? [entry.text.text] : []
  );
  const calls = own.flatMap((entry) => {
    if (entry.kind !== "tool_call") return [];
    const detail = toolDetail(entry.tool, inputOf(entry.input.text));
    const end = failed.has(entry.tool_use_id) ? " (failed)" : "";
    return [`- ${entry.tool} ${detail}`.trim() + end];
  });
  const said = own.flatMap((entry) =>
    entry.kind === "text" ? [entry.text.text] : []
  );
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}\n${lines.join("\n")}`];
  return [
    "Your conversation so far became longer than your model can read. This is a new one; here is what you did in it.",
    ...part(
      "You were told last:",
      prompts.slice(-1).map((text) => ending(text, PROMPT_CHARS)),
    ),
    ...part("You called, oldest first:", calls.slice(-CALLS)),
    ...part(
      "You said last:",
      said.slice(-TEXTS).map((text) => ending(text, TEXT_CHARS)),
    ),
    "Look at the state of your work before you go on, do nothing twice, and read large files in parts.",
  ].join("\n\n");
}

/** The end of a text says where it stands. */
function ending(text: string, chars: number): string {
  return text.length <= chars ? text : `…${text.slice(-chars + 1)}`;
}

/** Undefined where the input was too long to be kept as a whole. */
function inputOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
