import type { Approval, ApprovalState } from "@/domain/approval.ts";
import type { EventDraft } from "@/domain/event.ts";

/** The fields that say which request an event is about. */
export function placeOf(approval: Approval) {
  return {
    agent_id: approval.agent_id,
    ...(approval.task_id && { task_id: approval.task_id }),
    approval_id: approval.id,
  };
}

/**
 * A decision, and where a process waits for it, that it was told. Both are
 * stored before the process is told: a crash in between lets the agent ask
 * anew, and never lets one allowance serve twice.
 */
export function decided(
  approval: Approval,
  state: Exclude<ApprovalState, { status: "pending" }>,
  isWaiting: boolean,
): EventDraft[] {
  const place = placeOf(approval);
  const decision: EventDraft = {
    type: "approval.decided",
    ...place,
    data: { state },
  };
  return isWaiting ? [decision, delivered(approval)] : [decision];
}

/** The process of the agent is being told. */
export function delivered(approval: Approval): EventDraft {
  return { type: "approval.delivered", ...placeOf(approval), data: {} };
}
