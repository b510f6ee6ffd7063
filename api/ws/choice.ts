import {
  type EventFilter,
  type Interest,
  parseInterest,
  TOPIC_NAMES,
} from "../events/topics.ts";
import type { Format } from "./client_message.ts";

/** What one client wants to hear of the log, and in which form. */
export type Choice = { readonly interest: Interest; readonly format: Format };

/** What who asks for nothing in particular is told: all but transcripts. */
export const EVERYTHING: Choice = orThrow(readChoice());

/**
 * Reads what a client asks for. No message tells of transcripts, so without
 * topics they are part of the events alone.
 */
export function readChoice(
  format: Format = "messages",
  topics?: string,
  { agent_id, task_id, session_id }: EventFilter = {},
): Choice | { readonly wrong: string } {
  const all = format === "events" ? "fleet,transcripts" : "fleet";
  const filter = { agent_id, task_id, session_id };
  const interest = parseInterest(topics ?? all, filter);
  return interest
    ? { interest, format }
    : { wrong: `topics: takes ${TOPIC_NAMES}, got "${topics}"` };
}

/** A choice as its client is told that it holds. */
export function chosen({ interest, format }: Choice) {
  const { topics, transcriptsOf } = interest;
  const followed = [...transcriptsOf].map((id) => `transcript:${id}`);
  return { topics: [...topics, ...followed], format };
}

function orThrow(choice: ReturnType<typeof readChoice>): Choice {
  if ("wrong" in choice) throw new Error(choice.wrong);
  return choice;
}
