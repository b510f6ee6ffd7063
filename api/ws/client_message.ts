import { z } from "zod";
import { NewAgent } from "@/domain/new_agent.ts";
import { NewTask } from "@/domain/task.ts";

const envelope = z.object({
  /** The caller's own; an answer carries it as `in_reply_to`. */
  id: z.string().max(200).optional(),
  timestamp: z.string().max(64).optional(),
  source: z.string().max(64).optional(),
});
const agentId = z.string().min(1).max(64);
const recordId = z.string().min(1).max(64).optional();

/** How a client is told of the log: in messages for people's programs, or event by event. */
export const FORMATS = ["messages", "events"] as const;
export type Format = typeof FORMATS[number];

/** What a client may send over the socket. */
export const ClientMessage = z.discriminatedUnion("type", [
  envelope.extend({ type: z.literal("create_agent"), config: NewAgent }),
  envelope.extend({
    type: z.literal("assign_task"),
    /** Without it, anybody who can do the task gets it. */
    agent_id: agentId.optional(),
    task: NewTask,
  }),
  envelope.extend({ type: z.literal("terminate_agent"), agent_id: agentId }),
  envelope.extend({ type: z.literal("list_agents") }),
  envelope.extend({
    type: z.literal("subscribe"),
    topics: z.array(z.string().max(80)).max(100).optional(),
    format: z.enum(FORMATS).optional(),
    agent_id: recordId,
    task_id: recordId,
    session_id: recordId,
  }),
  envelope.extend({
    type: z.literal("resume"),
    /** `seq` or `id` of the last message of the log that the client has. */
    seq: z.union([
      z.int().nonnegative(),
      z.string().regex(/^\d{1,15}(\.\d)?$/, "takes a message's seq or id"),
    ]),
  }),
  envelope.extend({ type: z.literal("ping") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What even an unfit message tells of itself, so that its answer can name it. */
export const MessageLabel = z.object({
  type: z.string().max(64).optional().catch(undefined),
  id: envelope.shape.id.catch(undefined),
});
