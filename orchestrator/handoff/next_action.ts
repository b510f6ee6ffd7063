import { type Failure, failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import {
  type Handoff,
  type HandoffStep,
  isHandoffEnded,
  type PromptReason,
} from "@/domain/handoff.ts";
import { nextReason } from "@/domain/handoff_ledger.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent, isTaskEnded } from "@/domain/task_status.ts";
import { isPartOver, orphanedParts, partsToRedo, taskOfPart } from "./parts.ts";
import { whatIsMissing } from "./step_needs.ts";

/** The steps that are the manager's. */
export type ManagerStep = Exclude<HandoffStep, "executing">;

/** What is to be done for a hand-off now. */
export type NextAction =
  | {
    readonly kind: "prompt";
    readonly step: ManagerStep;
    readonly reason: PromptReason;
  }
  /** The parts become tasks. */
  | { readonly kind: "create_parts" }
  /** What was sent back, and what failed because of it, is done again. */
  | { readonly kind: "redo_parts" }
  /** Their workers are gone: anybody who can may take them. */
  | { readonly kind: "release_parts"; readonly tasks: readonly Task[] }
  | { readonly kind: "tell_parts_ended" }
  | { readonly kind: "complete" }
  | { readonly kind: "fail"; readonly failure: Failure }
  | { readonly kind: "wait"; readonly reason: string };

/**
 * What a hand-off needs next, from where it stands and how its parts are. Pure.
 * A prompt whose turn is not under way and was never seen to end was lost with
 * its process.
 *
 * @param isTurnUnderWay Whether the manager works on the newest prompt now.
 */
export function nextAction(
  handoff: Handoff,
  fleet: Fleet,
  isTurnUnderWay: boolean,
): NextAction {
  if (isHandoffEnded(handoff)) return wait("it has ended");
  const parent = fleet.tasks[handoff.task_id];
  if (!parent || isTaskEnded(parent.state)) {
    return afterItsTask(handoff, parent);
  }
  if (handoff.state.status === "executing") {
    return whileExecuting(handoff, fleet, isTurnUnderWay);
  }
  if (isTurnUnderWay) return wait("the manager works on its step");
  return handoff.result
    ? atTheEnd(handoff.result.succeeded, parent)
    : askManager(handoff, fleet);
}

/** Its task has ended, and the hand-off does not know it yet. */
function afterItsTask(handoff: Handoff, parent: Task | undefined): NextAction {
  if (parent?.state.status === "completed" && handoff.result?.succeeded) {
    return { kind: "complete" };
  }
  return fail(
    parent?.state.status === "failed"
      ? parent.state.failure
      : failure("terminated", "Its task has ended"),
  );
}

function whileExecuting(
  handoff: Handoff,
  fleet: Fleet,
  isTurnUnderWay: boolean,
): NextAction {
  if (handoff.parts.some(({ task_id }) => task_id === null)) {
    return { kind: "create_parts" };
  }
  // It may send more parts back.
  if (isTurnUnderWay && handoff.prompts.at(-1)?.step === "processing") {
    return wait("the manager still judges the results");
  }
  if (partsToRedo(handoff, fleet).length > 0) return { kind: "redo_parts" };
  const tasks = orphanedParts(handoff, fleet);
  if (tasks.length > 0) return { kind: "release_parts", tasks };
  const open = handoff.parts.filter((part) => {
    const task = taskOfPart(fleet, part);
    return task && !isPartOver(task);
  });
  return open.length === 0
    ? { kind: "tell_parts_ended" }
    : wait(`workers have ${open.map(({ key }) => `"${key}"`).join(", ")}`);
}

function atTheEnd(succeeded: boolean, parent: Task): NextAction {
  if (!hasAgent(parent.state)) return wait("nobody has the task now");
  return succeeded ? { kind: "complete" } : fail(
    failure("rejected", "The manager judged that the task is not done"),
  );
}

function askManager(handoff: Handoff, fleet: Fleet): NextAction {
  const step = handoff.state.status as ManagerStep;
  const reason = nextReason(handoff);
  return reason ? { kind: "prompt", step, reason } : fail(
    failure(
      "no_answer",
      `The manager was asked three times, and did not hand in ${
        whatIsMissing(handoff, fleet)
      }`,
    ),
  );
}

function fail(why: Failure): NextAction {
  return { kind: "fail", failure: why };
}

function wait(reason: string): NextAction {
  return { kind: "wait", reason };
}
