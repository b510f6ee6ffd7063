import type { Budget, NewBudget } from "./budget.ts";
import type { Failure, LongText, Usage } from "./common.ts";

export type TaskStatus =
  | "pending"
  | "blocked"
  | "assigned"
  | "running"
  | "awaiting_approval"
  | "in_review"
  | "completed"
  | "failed"
  | "cancelled";

/** What is sent to have something done. */
export type NewTask = {
  /** The caller's own id: sent twice, it makes one task. */
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly description: string;
  /** Higher goes first; 0 normal, 10 high, 20 urgent. */
  readonly priority?: number | undefined;
  readonly mode?: "direct" | "handoff" | undefined;
  readonly depends_on?: readonly string[] | undefined;
  readonly parent_id?: string | undefined;
  readonly requires?: readonly string[] | undefined;
  readonly max_attempts?: number | undefined;
  /** Goes on while the limits of the account hold other work back. */
  readonly ignore_limits?: boolean | undefined;
  /** What it may use up with all its parts. */
  readonly budget?: NewBudget | undefined;
  /** Only this agent may do it; without it, anybody who can. */
  readonly agent_id?: string | undefined;
  readonly session_id?: string | undefined;
};

/** One run of a task by one agent. */
export type Attempt = {
  readonly number: number;
  readonly agent_id: string;
  readonly message_uuid: string;
  readonly assigned_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly outcome: string | null;
  readonly token: number;
  readonly offered_at: string | null;
  readonly submitted: LongText | null;
  readonly reported_at: string | null;
  readonly accepted_at: string | null;
  readonly failure: Failure | null;
};

/** What the agent's final answer says. */
export type TaskResult = {
  readonly output: string;
  /** Characters of the whole; a list has its beginning alone. */
  readonly output_length: number;
  readonly duration_ms: number;
  readonly turns: number;
};

/** A task as it is now. */
export type Task = {
  readonly id: string;
  /** The caller's own id where one was given, else `id`. */
  readonly task_id: string;
  readonly external_id: string | null;
  readonly title: string;
  readonly description: string;
  readonly description_length: number;
  readonly priority: number;
  readonly agent_id: string | null;
  readonly pinned: boolean;
  readonly mode: "direct" | "handoff";
  readonly handoff_id: string | null;
  readonly parent_id: string | null;
  readonly depends_on: readonly string[];
  readonly requires: readonly string[];
  readonly max_attempts: number;
  readonly ignore_limits: boolean;
  readonly session_id: string | null;
  /** One of `TaskStatus`; a newer server may know more. */
  readonly status: string;
  readonly status_since: string;
  /** From 0 to 1; 1 only when completed. */
  readonly progress: number;
  readonly result: TaskResult | null;
  readonly failure: Failure | null;
  readonly attempts: readonly Attempt[];
  readonly usage: Usage;
  /** Of itself and all its parts. */
  readonly tree_usage: Usage;
  /** With all its parts; null: any amount. */
  readonly budget: Budget | null;
  readonly created_at: string;
  readonly updated_at: string;
};

/** Whether a task of this status will not change by itself any more. */
export function isTaskOver(status: string): boolean {
  return status === "completed" || status === "failed" ||
    status === "cancelled";
}
