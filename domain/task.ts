import { z } from "zod";
import { Failure } from "./failure.ts";
import { AgentId, ExternalId, Instant, SessionId, TaskId } from "./ids.ts";
import { beginning, LongText } from "./long_text.ts";
import { Usage } from "./usage.ts";

/** Longest task text, in characters. */
export const MAX_DESCRIPTION_CHARS = 200_000;

/** What a person or program sends to give an agent a task. */
export const NewTask = z.strictObject({
  /** The caller's own id: sending it twice makes one task. */
  id: ExternalId.optional(),
  title: z.string().trim().min(1).max(255).optional(),
  description: z.string().max(MAX_DESCRIPTION_CHARS).refine(
    (text) => text.trim() !== "",
    "takes a text that is not empty",
  ),
  /** Higher goes first; 0 normal, 10 high, 20 urgent. */
  priority: z.int().min(-100).max(100).default(0),
});
export type NewTask = z.infer<typeof NewTask>;

export const ATTEMPT_OUTCOMES = [
  "succeeded",
  "failed",
  "timed_out",
  "stalled",
  "crashed",
  "cancelled",
  "limited",
] as const;
export type AttemptOutcome = typeof ATTEMPT_OUTCOMES[number];

/** One run of a task by one agent. */
export const Attempt = z.object({
  number: z.int().positive(),
  agent_id: AgentId,
  /** Of the user message that carries the task; its echo is the receipt. */
  message_uuid: z.uuid(),
  assigned_at: Instant,
  started_at: Instant.nullable(),
  ended_at: Instant.nullable(),
  outcome: z.enum(ATTEMPT_OUTCOMES).nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What an agent's final answer says. */
export const TaskResult = z.object({
  output: LongText,
  duration_ms: z.number().nonnegative(),
  turns: z.int().nonnegative(),
});
export type TaskResult = z.infer<typeof TaskResult>;

/** Where one task stands. */
export const TaskState = z.discriminatedUnion("status", [
  z.object({ status: z.literal("pending"), since: Instant }),
  z.object({ status: z.literal("assigned"), since: Instant }),
  z.object({ status: z.literal("running"), since: Instant }),
  z.object({
    status: z.literal("completed"),
    since: Instant,
    result: TaskResult,
  }),
  z.object({ status: z.literal("failed"), since: Instant, failure: Failure }),
  z.object({
    status: z.literal("cancelled"),
    since: Instant,
    reason: z.string(),
  }),
]);
export type TaskState = z.infer<typeof TaskState>;
export type TaskStatus = TaskState["status"];

/** All statuses, in the order a task passes them. */
export const TASK_STATUSES: readonly TaskStatus[] = [
  "pending",
  "assigned",
  "running",
  "completed",
  "failed",
  "cancelled",
];

/** One task as it is now. */
export const Task = z.object({
  id: TaskId,
  external_id: ExternalId.nullable(),
  title: z.string(),
  description: LongText,
  priority: z.int(),
  agent_id: AgentId,
  /** The piece of work that its agent is part of. */
  session_id: SessionId.nullable().default(null),
  state: TaskState,
  /** From 0 to 1; 1 only when completed. */
  progress: z.number().min(0).max(1),
  attempts: z.array(Attempt),
  usage: Usage,
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Task = z.infer<typeof Task>;

/** The id by which the caller knows the task. */
export function publicTaskId(task: Task): string {
  return task.external_id ?? task.id;
}

/** A title from the first line of the text, when none was given. */
export function titleOf(task: NewTask): string {
  const first = task.title ?? task.description.trim().split(/\r?\n/, 1)[0] ??
    "";
  return first.length <= 120 ? first : `${beginning(first, 119)}…`;
}
