import { z } from "zod";
import { AgentId, Instant, TaskId } from "./ids.ts";
import { LongText } from "./long_text.ts";

const envelope = z.object({
  agent_id: AgentId,
  /** Rises by one per entry of the agent, from 0. */
  n: z.int().nonnegative(),
  at: Instant,
  task_id: TaskId.nullable(),
  /** The tool call of the subagent that it comes from; null for the agent itself. */
  parent_tool_use_id: z.string().nullable(),
});

/** One finished piece of what an agent was told, said, did or got back. */
export const TranscriptEntry = z.discriminatedUnion("kind", [
  /** A message to the agent. */
  envelope.extend({ kind: z.literal("prompt"), text: LongText }),
  envelope.extend({
    kind: z.literal("text"),
    message_id: z.string(),
    text: LongText,
    /** Cut short by an interruption. */
    aborted: z.boolean(),
  }),
  envelope.extend({
    kind: z.literal("thinking"),
    message_id: z.string(),
    text: LongText,
  }),
  envelope.extend({
    kind: z.literal("tool_call"),
    message_id: z.string(),
    tool_use_id: z.string(),
    tool: z.string(),
    /** The input as JSON text. */
    input: LongText,
  }),
  envelope.extend({
    kind: z.literal("tool_result"),
    tool_use_id: z.string(),
    text: LongText,
    is_error: z.boolean(),
  }),
  envelope.extend({
    kind: z.literal("turn_ended"),
    succeeded: z.boolean(),
    reason: z.string(),
    duration_ms: z.number(),
    cost_usd: z.number(),
    tokens: z.int(),
  }),
  /** Something that the person should know: a retry, a fallback, a denial, an exit. */
  envelope.extend({
    kind: z.literal("notice"),
    level: z.enum(["info", "warning", "error"]),
    text: LongText,
  }),
]);
export type TranscriptEntry = z.infer<typeof TranscriptEntry>;

/** The one text of an entry; the end of a turn has none. */
export function longTextOf(entry: TranscriptEntry): LongText | undefined {
  if (entry.kind === "tool_call") return entry.input;
  return entry.kind === "turn_ended" ? undefined : entry.text;
}

type Body<E> = E extends unknown ? Omit<E, "agent_id" | "n" | "at" | "task_id">
  : never;
/** An entry before it has its place in an agent's transcript. */
export type TranscriptBody = Body<TranscriptEntry>;
