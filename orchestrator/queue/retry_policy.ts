import { triesAgain } from "@/domain/errors/recovery.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";

const FIRST_PAUSE_MS = 1_000;
/** No task waits longer for its next attempt. */
export const LONGEST_PAUSE_MS = 60_000;
/** Attempts that the server itself cut short, beyond those that count. */
const FREE_ATTEMPTS = 10;

/**
 * Milliseconds before the attempt after `failed` ones: any time up to a limit
 * that doubles with each ("full jitter"), so that tasks that failed together
 * do not come back together.
 *
 * @param random From 0 to 1.
 */
export function retryPauseMs(failed: number, random: number): number {
  const limit = FIRST_PAUSE_MS * 2 ** Math.min(failed - 1, 20);
  return Math.round(random * Math.min(LONGEST_PAUSE_MS, limit));
}

/** Whether a task may be tried once more after its current attempt ends so. */
export function mayRetry(
  task: Task,
  ended: { readonly outcome: AttemptOutcome; readonly failure: Failure },
): boolean {
  // It says nothing of the task, and the gate knows when to try again.
  if (ended.outcome === "limited") return true;
  // A person stopped it.
  if (ended.outcome === "cancelled") return false;
  if (!triesAgain(ended.failure.kind)) return false;
  const endings = [
    ...task.attempts.slice(0, -1)
      .filter(({ outcome }) => outcome !== "limited")
      .map(({ failure }) => failure),
    ended.failure,
  ];
  // What ended because the server did says nothing of the task.
  const counted = endings.filter((failure) => failure?.kind !== "interrupted");
  return counted.length < task.max_attempts &&
    endings.length < task.max_attempts + FREE_ATTEMPTS;
}
