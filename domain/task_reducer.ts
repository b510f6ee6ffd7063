import type { FleetEvent } from "./event.ts";
import type { Attempt, Task, TaskState, TaskStatus } from "./task.ts";
import { addUsage } from "./usage_sum.ts";

/**
 * The task after one event; the same object when the event does not concern
 * it, or is not legal in the task's state. Pure. An ended task stays as it
 * ended: only usage is still added.
 */
export function applyToTask(
  task: Task | undefined,
  event: FleetEvent,
): Task | undefined {
  if (event.type === "task.created") {
    return task ?? { ...event.data.task, updated_seq: event.seq };
  }
  if (!task) return undefined;
  const changed = change(task, event);
  return changed
    ? { ...task, ...changed, updated_at: event.at, updated_seq: event.seq }
    : task;
}

function change(task: Task, event: FleetEvent): Partial<Task> | undefined {
  if (event.type === "usage.recorded") {
    return { usage: addUsage(task.usage, event.data.usage) };
  }
  if (!isLegal(task.state.status, event.type)) return undefined;
  switch (event.type) {
    case "task.assigned":
      return {
        state: { status: "assigned", since: event.at },
        attempts: [...task.attempts, {
          number: event.data.attempt,
          agent_id: event.agent_id,
          message_uuid: event.data.message_uuid,
          assigned_at: event.at,
          started_at: null,
          ended_at: null,
          outcome: null,
        }],
      };
    case "task.started":
      return {
        state: { status: "running", since: event.at },
        attempts: editLast(task.attempts, { started_at: event.at }),
      };
    case "task.progressed":
      return { progress: event.data.progress };
    case "task.completed":
      return {
        ...end(task, {
          status: "completed",
          since: event.at,
          result: event.data.result,
        }, "succeeded"),
        progress: 1,
      };
    case "task.failed":
      return end(task, {
        status: "failed",
        since: event.at,
        failure: event.data.failure,
      }, event.data.outcome);
    case "task.cancelled":
      return end(task, {
        status: "cancelled",
        since: event.at,
        reason: event.data.reason,
      }, "cancelled");
    default:
      return undefined;
  }
}

/** Who may move a task on from where it stands. */
function isLegal(from: TaskStatus, type: FleetEvent["type"]): boolean {
  switch (from) {
    case "pending":
      return type === "task.assigned" || type === "task.cancelled";
    case "assigned":
    case "running":
      return type !== "task.assigned" &&
        (type !== "task.started" || from === "assigned");
    case "completed":
    case "failed":
    case "cancelled":
      return false;
  }
}

function end(
  task: Task,
  state: TaskState,
  outcome: NonNullable<Attempt["outcome"]>,
): Partial<Task> {
  return {
    state,
    attempts: editLast(task.attempts, { ended_at: state.since, outcome }),
  };
}

function editLast(
  attempts: readonly Attempt[],
  edit: Partial<Attempt>,
): Attempt[] {
  return attempts.map((attempt, index) =>
    index === attempts.length - 1 && attempt.outcome === null
      ? { ...attempt, ...edit }
      : attempt
  );
}
