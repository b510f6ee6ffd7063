import type { Task } from "./task.ts";
import { isWaitingTask } from "./task_status.ts";

/**
 * The tasks that nobody works on, in the order in which they are given out:
 * what is ready before what is blocked, then by priority, then by age. Pure.
 */
export function waitingTasks(
  tasks: Readonly<Record<string, Task>>,
): readonly Task[] {
  return Object.values(tasks).filter((task) => isWaitingTask(task.state))
    .sort((a, b) =>
      blocked(a) - blocked(b) || b.priority - a.priority ||
      (a.id < b.id ? -1 : 1)
    );
}

function blocked({ state }: Task): number {
  return state.status === "blocked" ? 1 : 0;
}

/** Whether the task could begin, but for limits of the account. */
export function isHeldByLimits({ state, ignore_limits }: Task): boolean {
  return state.status === "pending" && !ignore_limits;
}
