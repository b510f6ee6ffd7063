import type { Approval } from "./approval.ts";
import { isPendingApproval } from "./approval_status.ts";

/**
 * What waits for a person: the oldest first, since its agent waits longest;
 * what the person put off comes after all others, in the order of putting off.
 */
export function pendingByAge(
  approvals: Readonly<Record<string, Approval>>,
): readonly Approval[] {
  return Object.values(approvals).filter(isPendingApproval)
    .sort((a, b) =>
      compare(a.postponed_at ?? "", b.postponed_at ?? "") ||
      compare(a.created_at, b.created_at) || compare(a.id, b.id)
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
