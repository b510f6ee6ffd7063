import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { Instant } from "@/domain/ids.ts";
import { hasAgent, isTaskEnded } from "@/domain/task_status.ts";
import { about, subjectOf } from "./part_tasks.ts";
import { inOrder, taskOfPart } from "./parts.ts";

/**
 * The hand-off and its task are done: what the manager submitted is the
 * result. The hand-off ends last, so that a log that ends before it is
 * completed when the hand-off is looked at again.
 */
export function completionDrafts(
  handoff: Handoff,
  fleet: Fleet,
  now: Instant,
): EventDraft[] {
  const parent = fleet.tasks[handoff.task_id];
  if (!parent || !handoff.result) return [];
  const completed: EventDraft = {
    type: "task.completed",
    agent_id: handoff.manager_id,
    task_id: parent.id,
    data: {
      attempt: parent.attempts.length,
      result: {
        output: handoff.result.output,
        // Less than nothing, where the clock was set back since.
        duration_ms: Math.max(
          0,
          Date.parse(now) - Date.parse(handoff.created_at),
        ),
        turns: handoff.prompts.length,
      },
    },
  };
  return [
    ...partEndings(handoff, fleet, "the task is done without it"),
    ...(isTaskEnded(parent.state) ? [] : [completed]),
    { type: "handoff.completed", ...about(handoff), data: {} },
  ];
}

/** The hand-off has failed, and its task with it, unless that has ended already. */
export function failureDrafts(
  handoff: Handoff,
  fleet: Fleet,
  why: Failure,
): EventDraft[] {
  const parent = fleet.tasks[handoff.task_id];
  if (!parent || isTaskEnded(parent.state)) {
    return endingDrafts(handoff, fleet, why);
  }
  return [
    {
      type: "task.failed",
      agent_id: handoff.manager_id,
      task_id: parent.id,
      data: {
        attempt: hasAgent(parent.state) ? parent.attempts.length : 0,
        outcome: "failed",
        failure: why,
      },
    },
    ...endingDrafts(handoff, fleet, why),
  ];
}

/** Ends the hand-off and its parts, and leaves its task to the caller. */
export function endingDrafts(
  handoff: Handoff,
  fleet: Fleet,
  why: Failure,
): EventDraft[] {
  return [
    ...partEndings(handoff, fleet, why.message),
    {
      type: "handoff.failed",
      ...about(handoff),
      data: { failure: why },
    },
  ];
}

/**
 * What is done stays done, though nobody judges it any more; the rest is
 * called off, beginning with what waits for others.
 */
function partEndings(
  handoff: Handoff,
  fleet: Fleet,
  reason: string,
): EventDraft[] {
  return inOrder(handoff.parts).reverse().flatMap((part) => {
    const task = taskOfPart(fleet, part);
    if (!task || isTaskEnded(task.state)) return [];
    const ending: EventDraft = task.state.status === "in_review"
      ? { type: "task.accepted", ...subjectOf(task), data: {} }
      : { type: "task.cancelled", ...subjectOf(task), data: { reason } };
    return [ending];
  });
}
