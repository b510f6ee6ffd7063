import type { Fleet } from "@/domain/fleet.ts";
import {
  type Handoff,
  HANDOFF_STEPS,
  type HandoffPart,
  type HandoffStep,
  MAX_SENT_BACK,
} from "@/domain/handoff.ts";
import { isAsked } from "@/domain/handoff_ledger.ts";
import { isSendingBack } from "@/domain/handoff_reducer.ts";
import type { ManagerStep } from "./next_action.ts";
import { canBeRedone, taskOfPart } from "./parts.ts";
import { whatIsMissing } from "./step_needs.ts";

const WAIT = "End your turn now: the next step will be put to you.";

/**
 * Why a call for a step is not accepted, and what to do instead; `undefined`
 * when it is. Pure.
 *
 * @param step The step that the call is for; `reviewing` is a part of
 * `processing` that goes on while parts are being sent back.
 */
export function refusalFor(
  handoff: Handoff,
  step: ManagerStep | "reviewing",
  fleet: Fleet,
): string | undefined {
  const wanted: HandoffStep = step === "reviewing" ? "processing" : step;
  const at = handoff.state.status;
  if (isSendingBack(handoff)) {
    if (step === "reviewing") return undefined;
    const parts = handoff.parts.filter(({ review }) =>
      review?.verdict === "sent_back"
    ).map(({ key }) => `"${key}"`).join(", ");
    return `Not now: you sent ${parts} back. End your turn; the results will be put to you when that is done again.`;
  }
  if (handoff.result) {
    return "The result of this task is already taken. End your turn.";
  }
  if (at === wanted) {
    return isAsked(handoff)
      ? undefined
      : `Not yet: this step has not been put to you. ${WAIT}`;
  }
  const here = HANDOFF_STEPS.findIndex((each) => each === at);
  if (HANDOFF_STEPS.indexOf(wanted) < here) {
    return `That step is done, and what it needed is taken. ${
      at === "executing" ? "The workers have their parts. " : ""
    }${nowWanted(handoff, fleet)}`;
  }
  return `Too early: that is a later step. ${nowWanted(handoff, fleet)}`;
}

/** Why a part cannot be sent back; `undefined` when it can. */
export function refusalToSendBack(
  handoff: Handoff,
  part: HandoffPart,
  fleet: Fleet,
): string | undefined {
  const task = taskOfPart(fleet, part);
  if (!task || !canBeRedone(task)) {
    return `Part "${part.key}" cannot be sent back now: ${
      task ? `it is ${task.state.status}` : "its record is gone"
    }.`;
  }
  if (part.sent_back < MAX_SENT_BACK) return undefined;
  const just = isSendingBack(handoff) && part.review?.verdict === "sent_back";
  return just
    ? `Part "${part.key}" is sent back already. End your turn when you are done with the others.`
    : `Part "${part.key}" was sent back once, and cannot be again. Decide with what is there, and submit the final result.`;
}

function nowWanted(handoff: Handoff, fleet: Fleet): string {
  return isAsked(handoff)
    ? `Now I need ${
      whatIsMissing(handoff, fleet)
    }; then end your turn: the next step will be put to you.`
    : WAIT;
}
