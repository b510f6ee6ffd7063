import { beginning } from "./beginning.ts";
import { marked, marksLeft } from "./budget_level.ts";
import { DEFAULT_ATTEMPTS } from "./default_attempts.ts";
import type { FleetEvent } from "./event.ts";
import type { Failure } from "./failure.ts";
import type { Instant } from "./ids.ts";
import type { Attempt, Task, TaskState, TaskStatus } from "./task.ts";
import { countedAttempts, nextAttempt } from "./task_attempts.ts";
import { hasAgent, isTaskEnded, isWaitingTask } from "./task_status.ts";
import { addUsage } from "./usage_sum.ts";

/** Characters of its failure that the newest attempt keeps. */
const NEWEST_CHARS = 400;
/** Characters of their results and failures that those before it keep. */
const EARLIER_CHARS = 100;

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
      return isTaskEnded(task.state) ? undefined : end(task, {
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

/** Events of an attempt; legal only for the newest, while it is under way. */
function changeOfAttempt(
  task: Task,
  event: FleetEvent,
): Partial<Task> | undefined {
  const { status } = task.state;
  switch (event.type) {
    case "task.assigned":
      return status !== "pending" ||
          event.data.attempt !== nextAttempt(task)
        ? undefined
        : {
          agent_id: event.agent_id,
          state: { status: "assigned", since: event.at },
          attempts: [
            ...task.attempts.slice(0, event.data.attempt - 1).map(earlier),
            newAttempt(task, event),
          ],
        };
    case "task.started":
      return status !== "assigned" || !isCurrent(task, event.data.attempt)
        ? undefined
        : {
          state: { status: "running", since: event.at },
          attempts: editLast(task.attempts, { started_at: event.at }),
        };
    case "task.progressed":
      return hasAgent(task.state) && event.agent_id === task.agent_id
        ? { progress: Math.min(event.data.progress, 0.99) }
        : undefined;
    case "task.result_submitted":
      return isCurrent(task, event.data.attempt)
        ? {
          attempts: editLast(task.attempts, { submitted: event.data.output }),
        }
        : undefined;
    case "task.reported": {
      if (!isCurrent(task, event.data.attempt)) return undefined;
      const { result } = event.data;
      const ended = { outcome: "succeeded", reported_at: event.at } as const;
      return {
        ...end(task, { status: "in_review", since: event.at, result }, ended),
        progress: 0.99,
      };
    }
    case "task.completed": {
      if (!isCurrent(task, event.data.attempt)) return undefined;
      const { result } = event.data;
      return {
        ...end(task, { status: "completed", since: event.at, result }, {
          outcome: "succeeded",
          reported_at: event.at,
          accepted_at: event.at,
        }),
        progress: 1,
      };
    }
    case "task.attempt_failed": {
      const { attempt, outcome, failure, retry_at } = event.data;
      if (!isCurrent(task, attempt)) return undefined;
      return end(task, pending(event.at, retry_at), {
        outcome,
        failure: shortened(failure),
      });
    }
    case "task.failed": {
      const { attempt, outcome, failure } = event.data;
      const untried = attempt === 0 && isWaitingTask(task.state);
      if (!untried && !isCurrent(task, attempt)) return undefined;
      const state = { status: "failed", since: event.at, failure } as const;
      return end(task, state, { outcome, failure: shortened(failure) });
    }
    default:
      return undefined;
  }
}

function newAttempt(
  task: Task,
  event: Extract<FleetEvent, { type: "task.assigned" }>,
): Attempt {
  return {
    number: event.data.attempt,
    agent_id: event.agent_id,
    message_uuid: event.data.message_uuid,
    assigned_at: event.at,
    started_at: null,
    ended_at: null,
    outcome: null,
    token: event.seq,
    offered_at: task.state.since,
    submitted: null,
    reported_at: null,
    accepted_at: null,
    failure: null,
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

function pending(since: Instant, notBefore: Instant | null = null): TaskState {
  return { status: "pending", since, not_before: notBefore };
}

function isCurrent(task: Task, attempt: number): boolean {
  return hasAgent(task.state) && attempt === task.attempts.length;
}

function end(
  task: Task,
  state: TaskState,
  how: Partial<Attempt>,
): Partial<Task> {
  const last = task.attempts.at(-1);
  return {
    state,
    attempts: last?.outcome === null
      ? editLast(task.attempts, { ended_at: state.since, ...how })
      : task.attempts,
  };
}

/** So that all attempts of a task fit into its record; the log has all of it. */
function earlier(attempt: Attempt): Attempt {
  const { submitted, failure } = attempt;
  return {
    ...attempt,
    submitted: submitted &&
      { ...submitted, text: beginning(submitted.text, EARLIER_CHARS) },
    failure: failure && shortened(failure, EARLIER_CHARS),
  };
}

function shortened(failure: Failure, chars = NEWEST_CHARS): Failure {
  return { ...failure, message: beginning(failure.message, chars) };
}

function editLast(
  attempts: readonly Attempt[],
  edit: Partial<Attempt>,
): Attempt[] {
  return attempts.map((attempt, index) =>
    index === attempts.length - 1 ? { ...attempt, ...edit } : attempt
  );
}
