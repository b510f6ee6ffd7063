import { Approval } from "@/domain/approval.ts";
import { ApprovalId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { ApprovalFilter } from "@/domain/record_filters.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readPage } from "./record_pages.ts";

/** One approval as it is now. */
export async function readApproval(
  kv: Deno.Kv,
  id: ApprovalId,
): Promise<Approval | undefined> {
  const entry = await kv.get(keys.approval(id));
  return entry.value === null ? undefined : parseRecord(Approval, entry);
}

/** Approvals that fit, newest first; see `readPage`. */
export function listApprovals(
  kv: Deno.Kv,
  filter: ApprovalFilter,
): Promise<Page<Approval>> {
  const { status, agentId, taskId } = filter;
  const index = indexOf(filter);
  return readPage(
    kv,
    index ?? keys.approvals,
    filter,
    (entry) =>
      index
        ? readApproval(kv, ApprovalId.parse(entry.key.at(-1)))
        : parseRecord(Approval, entry),
    (approval) =>
      (!status || approval.state.status === status) &&
      (!agentId || approval.agent_id === agentId) &&
      (!taskId || approval.task_id === taskId),
  );
}

/** The shortest list that has all that fit; `undefined`: all approvals. */
function indexOf({ status, agentId, taskId }: ApprovalFilter) {
  if (taskId) return keys.approvalsOfTask(taskId);
  // Nothing that is pending is settled.
  if (status === "pending") return keys.openApprovals;
  return agentId ? keys.approvalsOfAgent(agentId) : undefined;
}
