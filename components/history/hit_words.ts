import type { AttemptOutcome } from "@/domain/task.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";

const ENTRY_WORDS: Readonly<Record<TranscriptEntry["kind"], string>> = {
  prompt: "was told",
  text: "said",
  thinking: "thought",
  tool_call: "called a tool",
  tool_result: "got back",
  turn_ended: "ended a turn",
  notice: "got a notice",
};

/** What an agent did with an entry of its transcript: `said`. */
export function entryWords(kind: TranscriptEntry["kind"]): string {
  return ENTRY_WORDS[kind];
}

/** An outcome as a person says it: `timed out`. */
export function outcomeWords(outcome: AttemptOutcome): string {
  return outcome.replaceAll("_", " ");
}
