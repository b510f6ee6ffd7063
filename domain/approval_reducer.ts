import type { Approval } from "./approval.ts";
import { isApprovalSettled } from "./approval_status.ts";
import type { ApprovalRule } from "./approval_rule.ts";
import type { FleetEvent } from "./event.ts";

/**
 * The approval after one event; the same object when the event is not legal in
 * its state: what was decided once stays decided. Only a decision that reached
 * nobody can still be withdrawn. Pure.
 */
export function applyToApproval(
  approval: Approval | undefined,
  event: FleetEvent,
): Approval | undefined {
  if (event.type === "approval.requested") {
    return approval ?? { ...event.data.approval, updated_seq: event.seq };
  }
  if (!approval) return undefined;
  const changed = change(approval, event);
  return changed
    ? { ...approval, ...changed, updated_at: event.at, updated_seq: event.seq }
    : approval;
}

function change(
  approval: Approval,
  event: FleetEvent,
): Partial<Approval> | undefined {
  const isPending = approval.state.status === "pending";
  switch (event.type) {
    case "approval.decided": {
      const { state } = event.data;
      const isLate = state.status === "withdrawn" &&
        !isApprovalSettled(approval);
      return isPending || isLate ? { state } : undefined;
    }
    case "approval.postponed":
      return isPending
        ? {
          postponed_at: event.data.by_clock ? approval.postponed_at : event.at,
          expires_at: event.data.expires_at ?? approval.expires_at,
        }
        : undefined;
    case "approval.delivered":
      return !isPending && approval.delivered_at === null
        ? { delivered_at: event.at }
        : undefined;
    default:
      return undefined;
  }
}

/** The rule after one event: made, or one more request answered. Pure. */
export function applyToRule(
  rule: ApprovalRule | undefined,
  event: FleetEvent,
): ApprovalRule | undefined {
  if (event.type === "rule.created") {
    return rule ?? { ...event.data.rule, updated_seq: event.seq };
  }
  if (!rule || event.type !== "approval.decided") return rule;
  return {
    ...rule,
    hits: rule.hits + 1,
    last_hit_at: event.at,
    updated_at: event.at,
    updated_seq: event.seq,
  };
}

/** The rule that an event says has decided. */
export function ruleOf(event: FleetEvent): string | undefined {
  if (event.type !== "approval.decided") return undefined;
  const { state } = event.data;
  const by = "by" in state ? state.by : undefined;
  return by?.kind === "rule" ? by.rule_id : undefined;
}
