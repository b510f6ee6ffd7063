import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { withdrawalsOf } from "./approvals/leftovers.ts";
import { budgetNews } from "./budgets/budget_news.ts";
import { incidentNews } from "./recovery/incident_news.ts";

/**
 * What an event means for others: they are told of it in the same commit, so
 * that no crash can come in between. Of an event that changed nothing, nothing
 * follows. Pure.
 */
export function followUps(
  event: FleetEvent,
  before: Fleet,
  after: Fleet,
): EventDraft[] {
  return [
    ...incidentNews(event, before, after),
    ...budgetNews(event, after),
    ...ofTask(event, before, after),
  ].map((draft) => ({ ...draft, caused_by: event.seq }));
}

function ofTask(
  event: FleetEvent,
  before: Fleet,
  after: Fleet,
): EventDraft[] {
  const task = "task_id" in event && event.task_id
    ? after.tasks[event.task_id]
    : undefined;
  const was = task && before.tasks[task.id];
  if (!task || task.state.status === was?.state.status) return [];
  return [...forDependents(task, after), ...ofApprovals(task, after)];
}

/** Nobody has to answer for a task that is over, and its own rules end with it. */
function ofApprovals(task: Task, fleet: Fleet): EventDraft[] {
  const { status, since } = task.state;
  return isTaskEnded(task.state)
    ? withdrawalsOf(fleet, task.id, `its task is ${status}`, since)
    : [];
}

/** What waited for tasks can begin when the last of them is completed; it fails when one of them does. */
function forDependents(task: Task, { tasks }: Fleet): EventDraft[] {
  const dependents = () =>
    Object.values(tasks).filter((other) => other.depends_on.includes(task.id));
  switch (task.state.status) {
    case "completed":
    case "in_review":
      return dependents()
        .filter((other) =>
          other.state.status === "blocked" && isReady(other, tasks)
        )
        .map((other) => ({
          type: "task.unblocked",
          task_id: other.id,
          data: {},
        }));
    case "failed":
    case "cancelled":
      return dependents().filter(({ state }) => isWaitingTask(state))
        .map((other) => failedWith(other, task));
    default:
      return [];
  }
}

/** Whether everything that the task needs is done. What is no longer in sight was completed long ago. */
export function isReady(task: Task, tasks: Fleet["tasks"]): boolean {
  return task.depends_on.every((id) => {
    const status = tasks[id]?.state.status ?? "completed";
    return status === "completed" || status === "in_review";
  });
}

function failedWith(task: Task, needed: Task): EventDraft {
  return {
    type: "task.failed",
    agent_id: task.agent_id ?? undefined,
    task_id: task.id,
    data: {
      attempt: 0,
      outcome: "cancelled",
      failure: failure(
        "dependency_failed",
        `It needs "${needed.title}" (${needed.id}), which is ${needed.state.status}`,
      ),
    },
  };
}
