import type { Approval } from "@/domain/approval.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { Fleet } from "@/domain/fleet.ts";

/**
 * What is decided, the latest first: what the page was rendered with, and what
 * was decided since. The fleet is newer, but has no inputs of old ones.
 */
export function decidedLately(
  rendered: readonly Approval[],
  fleet: Fleet,
  shown: number,
): readonly Approval[] {
  const inputs = new Map(rendered.map(({ id, input }) => [id, input]));
  const all = new Map<string, Approval>(
    rendered.map((each) => [each.id, each]),
  );
  for (const approval of Object.values(fleet.approvals)) {
    const input = inputs.get(approval.id) ?? approval.input;
    all.set(approval.id, { ...approval, input });
  }
  return [...all.values()].filter((each) => !isPendingApproval(each))
    .sort((a, b) =>
      a.state.since < b.state.since
        ? 1
        : a.state.since > b.state.since
        ? -1
        : a.id < b.id
        ? 1
        : -1
    )
    .slice(0, shown);
}
