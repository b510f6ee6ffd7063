import type { TaskState } from "./task.ts";

/** An ended task never changes again by itself; a person may have it tried again. */
export function isTaskEnded(state: TaskState): boolean {
  return state.status === "completed" || state.status === "failed" ||
    state.status === "cancelled";
}

/** An agent has it now, on its way or at work. */
export function hasAgent(state: TaskState): boolean {
  return state.status === "assigned" || state.status === "running" ||
    state.status === "awaiting_approval";
}

/** Nobody has it, and somebody will. */
export function isWaitingTask(state: TaskState): boolean {
  return state.status === "pending" || state.status === "blocked";
}
