import { type Failure, failure } from "@/domain/failure.ts";
import type { Attempt, AttemptOutcome, Task } from "@/domain/task.ts";
import { Deadline } from "./deadline.ts";

/** Why a turn was cut short from outside; decides how the attempt ends. */
export type Cut = {
  readonly failure: Failure;
  readonly outcome: AttemptOutcome;
};

/**
 * One attempt at a task, while an agent has it. It may take several turns: a
 * manager's steps, or a worker that waits for an answer in between.
 */
export type TaskRun = {
  readonly task: Task;
  readonly attempt: number;
  /** Goes through the steps of a hand-off. */
  readonly isHandoff: boolean;
  /** Runs out when it has taken too long, and after a cut, when its turn should have ended. */
  readonly deadline: Deadline;
  cut?: Cut;
  /** What its turns took so far: milliseconds, and model rounds. */
  worked: { readonly ms: number; readonly turns: number };
  /** It was told to wait for no answer. */
  isOnItsOwn?: boolean;
};

/** Begins an attempt, or takes one up again; `cut` is called when it takes longer than `seconds`. */
export function newRun(
  task: Task,
  attempt: Attempt["number"],
  seconds: number,
  cut: (why: Cut) => void,
): TaskRun {
  const timedOut: Cut = {
    failure: failure("timed_out", `Took longer than ${seconds} s`),
    outcome: "timed_out",
  };
  return {
    task,
    attempt,
    isHandoff: task.mode === "handoff",
    worked: { ms: 0, turns: 0 },
    deadline: new Deadline(seconds * 1_000, () => cut(timedOut)),
  };
}
