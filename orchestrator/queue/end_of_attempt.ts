import type { Evidence } from "@/domain/errors/evidence.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isHandoffEnded } from "@/domain/handoff.ts";
import type { Instant } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { AttemptOutcome, Task, TaskResult } from "@/domain/task.ts";
import { countedAttempts } from "@/domain/task_attempts.ts";
import { hasAgent } from "@/domain/task_status.ts";
import { mayRetry, retryPauseMs } from "./retry_policy.ts";

/** How one attempt at a task ended. */
export type AttemptEnd =
  | {
    readonly output: LongText;
    readonly durationMs: number;
    readonly turns: number;
  }
  | {
    readonly failure: Failure;
    readonly outcome: AttemptOutcome;
    readonly evidence?: Evidence;
  };

/** What decides over the time of the next attempt. */
export type Chance = {
  readonly now: Instant;
  /** From 0 to 1. */
  readonly random: number;
};

/**
 * The events that end the attempt of a task, on top of `fleet`; none when the
 * attempt is over or not the newest: nothing ends twice. A part goes to its
 * manager's review. What failed is tried again while that has a chance. A
 * result that was submitted before the failure counts.
 */
export function endOfAttempt(
  fleet: Fleet,
  attempt: { readonly task: Task; readonly number: number },
  end: AttemptEnd,
  chance: Chance,
): EventDraft[] {
  const task = fleet.tasks[attempt.task.id];
  const current = task?.attempts.at(-1);
  if (
    !task || !current || !hasAgent(task.state) ||
    current.number !== attempt.number
  ) return [];
  const about = { agent_id: current.agent_id, task_id: task.id };
  const result = resultOf(end, current, chance.now);
  if (result) {
    return [{
      type: isReviewed(fleet, task) ? "task.reported" : "task.completed",
      ...about,
      data: { attempt: current.number, result },
    }];
  }
  const failed = end as Extract<AttemptEnd, { outcome: AttemptOutcome }>;
  const data = {
    attempt: current.number,
    outcome: failed.outcome,
    failure: failed.failure,
    ...(failed.evidence && { evidence: failed.evidence }),
  };
  if (!mayRetry(task, failed)) return [{ type: "task.failed", ...about, data }];
  const isAtOnce = failed.failure.kind === "interrupted" ||
    failed.outcome === "limited";
  const pauseMs = isAtOnce
    ? 0
    : retryPauseMs(countedAttempts(task), chance.random);
  const retry_at = new Date(Date.parse(chance.now) + pauseMs).toISOString();
  return [{
    type: "task.attempt_failed",
    ...about,
    data: { ...data, retry_at },
  }];
}

function resultOf(
  end: AttemptEnd,
  attempt: Task["attempts"][number],
  now: Instant,
): TaskResult | undefined {
  const { submitted } = attempt;
  if ("output" in end) {
    const { output, durationMs, turns } = end;
    return { output: submitted ?? output, duration_ms: durationMs, turns };
  }
  // Who stopped it on purpose did not want its result.
  if (!submitted || end.outcome === "cancelled") return undefined;
  const since = Date.parse(attempt.started_at ?? attempt.assigned_at);
  const duration_ms = Math.max(0, Date.parse(now) - since);
  return { output: submitted, duration_ms, turns: 1 };
}

/** A part of a hand-off that goes on is judged by its manager. */
function isReviewed(fleet: Fleet, task: Task): boolean {
  const parent = task.part && task.parent_id && fleet.tasks[task.parent_id];
  const handoff = parent && parent.handoff_id &&
    fleet.handoffs[parent.handoff_id];
  return Boolean(handoff && !isHandoffEnded(handoff));
}

/** Whether the task is on its way through a hand-off that goes on. */
export function isHandedOff(fleet: Fleet, task: Task): boolean {
  const handoff = task.handoff_id && fleet.handoffs[task.handoff_id];
  return Boolean(handoff && !isHandoffEnded(handoff));
}
