import type { TurnResult } from "@/domain/cli_event.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { AttemptOutcome, Task } from "@/domain/task.ts";

/** Why a turn was cut short from outside; decides how the attempt ends. */
export type Cut = {
  readonly failure: Failure;
  readonly outcome: AttemptOutcome;
};

/** One attempt at a task, while a process works on it. */
export type TaskRun = {
  readonly task: Task;
  readonly attempt: number;
  /** Of the user message that carries the task. */
  readonly messageUuid: string;
  readonly deadline: ReturnType<typeof setTimeout>;
  /** The process echoed the message: it has it. */
  received: boolean;
  cut?: Cut;
};

/** Whether a turn's end is the end of this run. Turns may come unasked. */
export function answersRun(run: TaskRun, result: TurnResult): boolean {
  return result.answers.includes(run.messageUuid) ||
    (run.received && result.answers.length === 0);
}

/** The event that ends the task of a run, from how its turn ended. */
export function endOfRun(
  agentId: AgentId,
  run: TaskRun,
  result: TurnResult,
  ending: { readonly output: LongText } | { readonly failed: Failure },
): EventDraft {
  const place = { agent_id: agentId, task_id: run.task.id };
  if ("output" in ending) {
    return {
      ...place,
      type: "task.completed",
      data: {
        attempt: run.attempt,
        result: {
          output: ending.output,
          duration_ms: result.durationMs,
          turns: result.turns,
        },
      },
    };
  }
  return {
    ...place,
    type: "task.failed",
    data: {
      attempt: run.attempt,
      ...(run.cut ?? { failure: ending.failed, outcome: "failed" }),
    },
  };
}
