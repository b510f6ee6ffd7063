import type { TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import { type Failure, failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { Deadline } from "./deadline.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/** Why a turn was cut short from outside; decides how the attempt ends. */
export type Cut = {
  readonly failure: Failure;
  readonly outcome: AttemptOutcome;
};

/** One attempt at a task, while a process works on it. */
export type TaskRun = {
  readonly agentId: AgentId;
  readonly task: Task;
  readonly attempt: number;
  /** Of the user message that carries the task. */
  readonly messageUuid: string;
  /** Runs out when the task has taken too long, and after a cut, when its turn should have ended. */
  readonly deadline: Deadline;
  /** The process echoed the message: it has it. */
  received: boolean;
  cut?: Cut;
};

/** Begins an attempt; `cut` is called when it takes longer than `seconds`. */
export function newRun(
  task: Task,
  agentId: AgentId,
  seconds: number,
  cut: (why: Cut) => void,
): TaskRun {
  const timedOut: Cut = {
    failure: failure("timed_out", `Took longer than ${seconds} s`),
    outcome: "timed_out",
  };
  return {
    agentId,
    task,
    attempt: task.attempts.length + 1,
    messageUuid: crypto.randomUUID(),
    received: false,
    deadline: new Deadline(seconds * 1_000, () => cut(timedOut)),
  };
}

/** Whether a turn's end is the end of this run. Turns may come unasked. */
export function answersRun(run: TaskRun, result: TurnResult): boolean {
  return result.answers.includes(run.messageUuid) ||
    (run.received && result.answers.length === 0);
}

/** The event that ends the task of a run, from how its turn ended. */
export function endOfRun(
  fleet: Fleet,
  run: TaskRun,
  result: TurnResult,
  ending: { readonly output: LongText } | { readonly failed: Failure },
): EventDraft[] {
  if ("failed" in ending) {
    return failRun(fleet, run, { failure: ending.failed, outcome: "failed" });
  }
  return ifOpen(fleet, run, {
    type: "task.completed",
    agent_id: run.agentId,
    task_id: run.task.id,
    data: {
      attempt: run.attempt,
      result: {
        output: ending.output,
        duration_ms: result.durationMs,
        turns: result.turns,
      },
    },
  });
}

/** The event that fails the task of a run; a cut from outside says why before all else. */
export function failRun(fleet: Fleet, run: TaskRun, why: Cut): EventDraft[] {
  return ifOpen(fleet, run, {
    type: "task.failed",
    agent_id: run.agentId,
    task_id: run.task.id,
    data: { attempt: run.attempt, ...(run.cut ?? why) },
  });
}

/** Somebody else may have ended the task while its turn came to an end. */
function ifOpen(fleet: Fleet, run: TaskRun, draft: EventDraft): EventDraft[] {
  const task = fleet.tasks[run.task.id];
  return task && !isTaskEnded(task.state) ? [draft] : [];
}
