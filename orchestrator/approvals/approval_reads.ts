import type { Approval } from "@/domain/approval.ts";
import { pendingByAge } from "@/domain/approval_order.ts";
import type { ApprovalId } from "@/domain/ids.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Page } from "@/domain/platform.ts";
import type { ApprovalFilter } from "@/domain/record_filters.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort } from "../ports.ts";

type ReadDeps = {
  readonly writer: Pick<EventWriter, "committed">;
  readonly store: Pick<LiveStorePort, "readApproval" | "listApprovals">;
};

/** See `ApprovalQueries.findApproval`. */
export async function findApproval(
  { writer, store }: ReadDeps,
  id: ApprovalId,
): Promise<Approval | undefined> {
  return ownRecord(writer.committed.approvals, id) ??
    await store.readApproval(id);
}

/** See `ApprovalQueries.listApprovals`. */
export async function listApprovals(
  { writer, store }: ReadDeps,
  filter: ApprovalFilter,
): Promise<Page<Approval>> {
  if (filter.status !== "pending") return await store.listApprovals(filter);
  const { agentId, taskId, cursor, limit } = filter;
  const all = pendingByAge(writer.committed.approvals)
    .filter((each) =>
      (!agentId || each.agent_id === agentId) &&
      (!taskId || each.task_id === taskId)
    );
  const from = all.findIndex(({ id }) => id === cursor) + 1;
  const items = all.slice(from, from + limit);
  const more = from + limit < all.length;
  return { items, next: more ? items.at(-1)?.id ?? null : null };
}
