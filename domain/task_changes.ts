import type { Instant } from "./ids.ts";
import type { Attempt, Task, TaskState } from "./task.ts";

/** It waits for an agent. `notBefore`: until then, at least. */
export function pending(
  since: Instant,
  notBefore: Instant | null = null,
): TaskState {
  return { status: "pending", since, not_before: notBefore };
}

/** The task in its new state; an attempt that was under way has ended so. */
export function ended(
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

/** The attempts with the newest of them changed. */
export function editLast(
  attempts: readonly Attempt[],
  edit: Partial<Attempt>,
): Attempt[] {
  return attempts.map((attempt, index) =>
    index === attempts.length - 1 ? { ...attempt, ...edit } : attempt
  );
}
