import { z } from "zod";
import { Budget, BudgetMarks } from "./budget.ts";
import { Capability } from "./capability.ts";
import { DEFAULT_ATTEMPTS } from "./default_attempts.ts";
import { Failure } from "./failure.ts";
import { PartKey } from "./handoff.ts";
import {
  AgentId,
  ExternalId,
  HandoffId,
  Instant,
  SessionId,
  TaskId,
} from "./ids.ts";
import { beginning, LongText } from "./long_text.ts";
import { Usage } from "./usage.ts";
import { NO_USAGE } from "./usage_sum.ts";

/** Longest task text, in characters. */
export const MAX_DESCRIPTION_CHARS = 200_000;

// It stands apart for the browser, which needs no schemas.
export { DEFAULT_ATTEMPTS } from "./default_attempts.ts";

/** `direct`: one agent does it. `handoff`: its agent, a manager, hands parts of it to workers. */
export const TASK_MODES = ["direct", "handoff"] as const;
export type TaskMode = typeof TASK_MODES[number];

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
  mode: z.enum(TASK_MODES).optional(),
  /** Tasks that have to be completed first, by our ids or the caller's. */
  depends_on: z.array(ExternalId).max(50).optional(),
  /** The task that this is a part of, by our id or the caller's. */
  parent_id: ExternalId.optional(),
  /** What its agent has to be able to do. */
  requires: z.array(Capability).max(10).optional(),
  /** Attempts before it is given up. */
  max_attempts: z.int().min(1).max(10).optional(),
  /** Goes on while the limits of the account hold other work back. */
  ignore_limits: z.boolean().optional(),
  /** What it may use up with all its parts. */
  budget: Budget.optional(),
});
export type NewTask = z.infer<typeof NewTask>;

/** What may be changed about a task that nobody works on. */
export const TaskChange = NewTask.pick({ depends_on: true }).extend({
  priority: z.int().min(-100).max(100).optional(),
});
export type TaskChange = z.infer<typeof TaskChange>;

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
  /**
   * The fencing token: the `seq` of the event that gave the task to the agent.
   * A result under an older token than the newest is refused.
   */
  token: z.int().default(0),
  /** Since when the task could be taken. */
  offered_at: Instant.nullable().default(null),
  /** The result that the agent submitted; it counts also when its turn is cut off. */
  submitted: LongText.nullable().default(null),
  /** When the agent reported its result. */
  reported_at: Instant.nullable().default(null),
  /** When the result was taken as the task's. */
  accepted_at: Instant.nullable().default(null),
  /** Why it did not succeed: the evidence. */
  failure: Failure.nullable().default(null),
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
  z.object({
    status: z.literal("pending"),
    since: Instant,
    /** Waits until then before the next attempt. */
    not_before: Instant.nullable().default(null),
  }),
  /** Waits for tasks that it depends on. */
  z.object({ status: z.literal("blocked"), since: Instant }),
  z.object({ status: z.literal("assigned"), since: Instant }),
  z.object({ status: z.literal("running"), since: Instant }),
  /** Its agent asked a person, and waits. */
  z.object({ status: z.literal("awaiting_approval"), since: Instant }),
  /** A part that is done; its manager has not judged it yet. */
  z.object({
    status: z.literal("in_review"),
    since: Instant,
    result: TaskResult,
  }),
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
  "blocked",
  "assigned",
  "running",
  "awaiting_approval",
  "in_review",
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
  /** Who has it, or had it last; null: nobody had it yet. */
  agent_id: AgentId.nullable(),
  /** Only that agent may do it. Otherwise anybody who can. */
  pinned: z.boolean().default(true),
  mode: z.enum(TASK_MODES).default("direct"),
  /** The hand-off that it goes through now. */
  handoff_id: HandoffId.nullable().default(null),
  parent_id: TaskId.nullable().default(null),
  /** Which part of its parent's hand-off it is. */
  part: PartKey.nullable().default(null),
  depends_on: z.array(TaskId).default([]),
  requires: z.array(Capability).default([]),
  /** Attempts that it may have had before it is given up. */
  max_attempts: z.int().positive().default(DEFAULT_ATTEMPTS),
  /** Limits of the account do not hold it back. */
  ignore_limits: z.boolean().default(false),
  /** What it may use up with all its parts; without one, any amount. */
  budget: Budget.nullish(),
  budget_marks: BudgetMarks.nullish(),
  /** What the manager said when it sent the part back. */
  feedback: z.string().nullable().default(null),
  /** The piece of work that its agent is part of. */
  session_id: SessionId.nullable().default(null),
  state: TaskState,
  /** From 0 to 1; 1 only when completed. */
  progress: z.number().min(0).max(1),
  attempts: z.array(Attempt),
  /** Of itself alone. */
  usage: Usage,
  /** Of itself and all its parts. */
  tree_usage: Usage.default(NO_USAGE),
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
