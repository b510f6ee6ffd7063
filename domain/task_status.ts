import type { TaskState } from "./task.ts";

/** An ended task never changes again by itself. */
export function isTaskEnded(state: TaskState): boolean {
  return state.status === "completed" || state.status === "failed" ||
    state.status === "cancelled";
}
