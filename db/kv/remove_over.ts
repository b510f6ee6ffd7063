import type { Approval } from "@/domain/approval.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { Incident } from "@/domain/incident.ts";
import type { Message } from "@/domain/message.ts";
import { keys } from "./keys.ts";

/** Records of one commit: each has at most five keys. */
const AT_ONCE = 30;

/** Records that nothing waits for any more, and where their long texts are. */
export type OverRecords = {
  readonly handoffs?: readonly Handoff[];
  readonly messages?: readonly Message[];
  readonly approvals?: readonly Approval[];
  readonly incidents?: readonly Incident[];
  readonly texts: readonly string[];
};

/**
 * Removes records that are over with their indexes, and marks their texts to be
 * swept. The log does not tell of it: no state depends on them. Safe to repeat.
 */
export async function removeOver(
  kv: Deno.Kv,
  {
    handoffs = [],
    messages = [],
    approvals = [],
    incidents = [],
    texts,
  }: OverRecords,
): Promise<void> {
  // First: marked for nothing is harmless, left without a record is not.
  await inCommits(kv, texts, (commit, blob) => {
    commit.set(keys.retiredText(blob), true);
  });
  await inCommits(kv, handoffs, (commit, { id, task_id }) => {
    commit.delete(keys.handoff(id)).delete(keys.liveHandoff(id))
      .delete(keys.handoffOfTask(task_id, id));
  });
  await inCommits(kv, messages, (commit, message) => {
    const { id, from_agent_id, to_agent_id, task_id } = message;
    commit.delete(keys.message(id)).delete(keys.waitingMessage(id))
      .delete(keys.messageOfAgent(to_agent_id, id));
    if (from_agent_id) commit.delete(keys.messageOfAgent(from_agent_id, id));
    if (task_id) commit.delete(keys.messageOfTask(task_id, id));
  });
  await inCommits(kv, approvals, (commit, { id, agent_id, task_id }) => {
    commit.delete(keys.approval(id)).delete(keys.openApproval(id))
      .delete(keys.approvalOfAgent(agent_id, id));
    if (task_id) commit.delete(keys.approvalOfTask(task_id, id));
  });
  await inCommits(kv, incidents, (commit, { id }) => {
    commit.delete(keys.incident(id)).delete(keys.openIncident(id));
  });
}

async function inCommits<T>(
  kv: Deno.Kv,
  items: readonly T[],
  put: (commit: Deno.AtomicOperation, item: T) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const commit = kv.atomic();
    for (const item of items.slice(from, from + AT_ONCE)) put(commit, item);
    await commit.commit();
  }
}
