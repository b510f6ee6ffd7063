import type { Approval } from "./approval.ts";

/** Still to be answered. */
export function isPendingApproval(approval: Approval): boolean {
  return approval.state.status === "pending";
}

/** Needs nothing any more: neither an answer nor its delivery. */
export function isApprovalSettled(approval: Approval): boolean {
  switch (approval.state.status) {
    case "pending":
      return false;
    // Nobody decided, so there is nothing to be kept for an agent that asks again.
    case "expired":
    case "withdrawn":
      return true;
    default:
      return approval.delivered_at !== null;
  }
}
