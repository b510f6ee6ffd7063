import { z } from "zod";
import { AgentId, Instant, MessageId, SessionId, TaskId } from "./ids.ts";
import { INLINE_CHARS, LongText } from "./long_text.ts";

// They stand apart for the browser, which needs no schemas.
export { isMessageOver, isQueued } from "./message_status.ts";

/** Characters that one agent may send another at once: all of them travel inside the record. */
export const MAX_MESSAGE_CHARS = INLINE_CHARS;
/** How often what one message led to may lead to another. */
export const MAX_HOPS = 5;
/** Messages that an agent may send in one turn. */
export const MAX_FAN_OUT = 10;

export const MESSAGE_KINDS = [
  /** Says something; wants no answer. */
  "note",
  /** A worker asks its manager. */
  "question",
  /** Answers a question. */
  "answer",
  /** How far somebody is: only the newest matters. */
  "check_in",
] as const;
export type MessageKind = typeof MESSAGE_KINDS[number];

/** How far a message got. */
export const Delivery = z.discriminatedUnion("status", [
  z.object({ status: z.literal("queued"), since: Instant }),
  z.object({
    status: z.literal("delivered"),
    since: Instant,
    /** The turn of the receiver that it came in, from 1. */
    turn: z.int().positive(),
    /** Of the user message that carried it. */
    message_uuid: z.uuid(),
  }),
  z.object({
    status: z.literal("superseded"),
    since: Instant,
    /** The newer message that made it needless; null when its receiver is gone. */
    by: MessageId.nullable(),
    reason: z.string(),
  }),
]);
export type Delivery = z.infer<typeof Delivery>;

/** A message from one agent to another, or from the person. */
export const Message = z.object({
  id: MessageId,
  /** null: the person. */
  from_agent_id: AgentId.nullable(),
  to_agent_id: AgentId,
  session_id: SessionId.nullable(),
  kind: z.enum(MESSAGE_KINDS),
  text: LongText,
  /** Interrupts what the receiver does. */
  urgent: z.boolean(),
  /** The task it is about, which pays for the turn that it leads to. */
  task_id: TaskId.nullable(),
  in_reply_to: MessageId.nullable(),
  /** Messages that led to this one, one after the other. */
  hops: z.int().nonnegative(),
  /** The `seq` of the event that led to it. */
  caused_by: z.int().nullable(),
  delivery: Delivery,
  /** For a question: when it was answered. */
  answered_at: Instant.nullable(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Message = z.infer<typeof Message>;
