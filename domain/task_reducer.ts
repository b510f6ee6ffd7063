import { marked, marksLeft } from "./budget_level.ts";
import { DEFAULT_ATTEMPTS } from "./default_attempts.ts";
import type { FleetEvent } from "./event.ts";
import type { Instant } from "./ids.ts";
import type { Task, TaskState, TaskStatus } from "./task.ts";
import { changeOfAttempt } from "./task_attempt_reducer.ts";
import { countedAttempts } from "./task_attempts.ts";
import { editLast, ended, pending } from "./task_changes.ts";
import { isTaskEnded, isWaitingTask } from "./task_status.ts";
import { addUsage } from "./usage_sum.ts";

/**
 * The task after one event; the same object when the event does not concern
 * it, or is not legal in the task's state. Pure. A completed task stays as it
 * is, but for usage that is still added; what tells of an attempt that is not
 * the newest, or is over, changes nothing.
 *
 * @param isAsking Whether its agent waits for a person's answer now.
 */
export function applyToTask(
  task: Task | undefined,
  event: FleetEvent,
  isAsking = false,
): Task | undefined {
  if (event.type === "task.created") {
    return task ?? { ...event.data.task, updated_seq: event.seq };
  }
  const before = task ??
    // Ended so long ago that it had left the fleet.
    (event.type === "task.retried" ? event.data.task : undefined);
  if (!before) return undefined;
  const changed = change(before, event, isAsking);
  return changed
    ? { ...before, ...changed, updated_at: event.at, updated_seq: event.seq }
    : task;
}

/** What the parent of a task takes over from an event of it, at any depth. */
export function applyToAncestor(task: Task, event: FleetEvent): Task {
  if (event.type !== "usage.recorded") return task;
  return {
    ...task,
    tree_usage: addUsage(task.tree_usage, event.data.usage),
    updated_at: event.at,
    updated_seq: event.seq,
  };
}

function change(
  task: Task,
  event: FleetEvent,
  isAsking: boolean,
): Partial<Task> | undefined {
  switch (event.type) {
    case "usage.recorded":
      return {
        usage: addUsage(task.usage, event.data.usage),
        tree_usage: addUsage(task.tree_usage, event.data.usage),
      };
    case "budget.set": {
      if (event.data.scope !== "task") return undefined;
      const { budget } = event.data;
      const { budget_marks: marks, tree_usage } = task;
      return { budget, budget_marks: marksLeft(marks, budget, tree_usage) };
    }
    case "budget.warned":
    case "budget.reached":
      return event.data.scope === "task"
        ? { budget_marks: marked(task.budget_marks, event.type, event.at) }
        : undefined;
    case "handoff.created":
      return { handoff_id: event.handoff_id };
    case "approval.requested":
    case "approval.decided":
      return asking(task, event.at, isAsking);
    case "task.unblocked":
      return task.state.status === "blocked"
        ? { state: pending(event.at) }
        : undefined;
    case "task.reassigned":
      return isWaitingTask(task.state)
        ? { agent_id: event.data.to, pinned: event.data.to !== null }
        : undefined;
    case "task.edited":
      return isWaitingTask(task.state) ? edited(task, event) : undefined;
    case "task.accepted":
      return task.state.status !== "in_review" ? undefined : {
        state: {
          status: "completed",
          since: event.at,
          result: task.state.result,
        },
        progress: 1,
        attempts: editLast(task.attempts, { accepted_at: event.at }),
      };
    case "task.sent_back":
      return task.state.status !== "in_review" &&
          task.state.status !== "failed" &&
          task.state.status !== "cancelled"
        ? undefined
        : {
          ...again(
            task,
            event.data.blocked
              ? { status: "blocked", since: event.at }
              : pending(event.at),
          ),
          feedback: event.data.reason,
        };
    case "task.retried":
      return task.state.status !== "failed" &&
          task.state.status !== "cancelled"
        ? undefined
        : again(
          task,
          event.data.blocked
            ? { status: "blocked", since: event.at }
            : pending(event.at),
        );
    case "task.cancelled":
      return isTaskEnded(task.state) ? undefined : ended(task, {
        status: "cancelled",
        since: event.at,
        reason: event.data.reason,
      }, { outcome: "cancelled" });
    default:
      return changeOfAttempt(task, event);
  }
}

function edited(
  task: Task,
  event: Extract<FleetEvent, { type: "task.edited" }>,
): Partial<Task> {
  const { priority, depends_on, blocked } = event.data;
  const isBlocked = task.state.status === "blocked";
  return {
    priority: priority ?? task.priority,
    depends_on: depends_on ?? task.depends_on,
    ...(blocked !== isBlocked && {
      state: blocked
        ? { status: "blocked", since: event.at }
        : pending(event.at),
    }),
  };
}

function asking(
  task: Task,
  at: Instant,
  isAsking: boolean,
): Partial<Task> | undefined {
  const from: TaskStatus = isAsking ? "running" : "awaiting_approval";
  if (task.state.status !== from) return undefined;
  const status = isAsking ? "awaiting_approval" : "running";
  return { state: { status, since: at } };
}

/** One more round of attempts, after it had ended. */
function again(task: Task, state: TaskState): Partial<Task> {
  return {
    state,
    progress: 0,
    max_attempts: countedAttempts(task) + DEFAULT_ATTEMPTS,
  };
}
