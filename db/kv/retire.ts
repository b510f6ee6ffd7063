import type { RetiredRecords } from "@/domain/retirement.ts";
import { madeAtMs } from "@/domain/ids.ts";
import { keys } from "./keys.ts";

/**
 * Lets go of records in the commit that tells of it, and marks what is too much
 * for one commit, transcripts and long texts, to be swept after it. A caller's
 * own id of a task stays: sent again, it must not make a second task.
 */
export function retireRecords(
  commit: Deno.AtomicOperation,
  retired: RetiredRecords,
): void {
  for (const { id, agent_id, session_id, parent_id } of retired.tasks) {
    commit.delete(keys.task(id)).delete(keys.openTask(id));
    commit.max(keys.newestRetiredTask, BigInt(madeAtMs(id)));
    if (agent_id) commit.delete(keys.taskOfAgent(agent_id, id));
    if (session_id) commit.delete(keys.taskOfSession(session_id, id));
    if (parent_id) commit.delete(keys.taskOfParent(parent_id, id));
  }
  for (const blob of retired.texts) commit.set(keys.retiredText(blob), true);
  for (const id of retired.agents) {
    commit.delete(keys.agent(id)).delete(keys.liveAgent(id));
    commit.set(keys.retiredAgent(id), true);
  }
  for (const id of retired.sessions) {
    commit.delete(keys.session(id)).delete(keys.activeSession(id));
  }
}
