import { z } from "@hono/zod-openapi";
import {
  type Approval,
  APPROVAL_STATUSES,
  type ApprovalStatus,
} from "@/domain/approval.ts";
import type { ApprovalQueries } from "@/domain/approval_port.ts";
import { AgentId, ApprovalId, TaskId } from "@/domain/ids.ts";
import {
  APPROVAL_ORDERS,
  type ApprovalOrder,
  orderOf,
} from "@/domain/list_order.ts";
import { mergedPage } from "@/domain/merged_page.ts";
import type { Page, Queries } from "@/domain/platform.ts";
import { ordersOf } from "../sorting.ts";

/** Which requests to list, and in which order. */
export const ListOfApprovals = z.strictObject({
  status: z.enum(APPROVAL_STATUSES as [ApprovalStatus, ...ApprovalStatus[]])
    .optional(),
  agent_id: AgentId.optional(),
  task_id: TaskId.optional(),
  /** Without it the newest first, and of pending ones the oldest. */
  sort: ordersOf(APPROVAL_ORDERS).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** One page of the requests that fit; `undefined` when the cursor is none of this list. */
export async function approvalPage(
  platform: ApprovalQueries & Pick<Queries, "fleet" | "approvalHistory">,
  query: z.infer<typeof ListOfApprovals>,
): Promise<Page<Approval> | undefined> {
  const { status, sort, limit, cursor } = query;
  const { agent_id: agentId, task_id: taskId } = query;
  const filter = { status, agentId, taskId };
  if (sort === undefined) {
    const after = ApprovalId.optional().safeParse(cursor);
    if (!after.success) return undefined;
    return await platform.listApprovals({
      ...filter,
      limit,
      cursor: after.data,
    });
  }
  const order = orderOf<ApprovalOrder["by"]>(sort);
  const { approvals } = platform.fleet();
  return await mergedPage({
    here: Object.values(approvals).filter((each) =>
      (!status || each.state.status === status) &&
      (!agentId || each.agent_id === agentId) &&
      (!taskId || each.task_id === taskId)
    ),
    isHere: (id) => id in approvals,
    key: (each) => each[order.by],
    older: (range) => platform.approvalHistory({ ...filter, ...range, order }),
    range: { descending: order.descending, limit, cursor },
  });
}
