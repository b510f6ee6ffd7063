import type { Agent } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { FleetBatch } from "@/domain/fleet_batch.ts";
import type { Session } from "@/domain/session.ts";
import { isArchived } from "@/domain/session_status.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { keys } from "./keys.ts";
import { retireRecords } from "./retire.ts";

export type Batch = FleetBatch;

/** Somebody else wrote to this store: there must be one writer only. */
export class WriterConflict extends Error {
  override readonly name = "WriterConflict";
  readonly code = "writer_conflict";
}

/**
 * Commits one batch in one atomic operation and returns the new versionstamp
 * of the head. `versionstamp` is that of the commit before.
 *
 * @throws {WriterConflict} When the head was moved by another writer.
 * @throws {Error} Of the store, when it cannot write; nothing of the batch is
 * stored then, and the same batch may be committed again.
 */
export async function commitBatch(
  kv: Deno.Kv,
  versionstamp: string | null,
  batch: Batch,
): Promise<string> {
  const last = batch.events.at(-1);
  if (!last) throw new TypeError("Cannot commit a batch: it has no event");
  const commit = kv.atomic()
    .check({ key: keys.head, versionstamp })
    .set(keys.head, { seq: last.seq, schema: 1 });
  for (const event of batch.events) {
    commit.set(keys.event(event.seq), event);
    if (event.type !== "transcript.appended") continue;
    const { entry } = event.data;
    commit.set(keys.entry(entry.agent_id, entry.n), entry);
  }
  for (const agent of batch.agents) setAgent(commit, agent);
  for (const task of batch.tasks) setTask(commit, task);
  for (const session of batch.sessions) setSession(commit, session);
  // After the records: one that changed in this commit leaves all the same.
  for (const event of batch.events) {
    if (event.type === "records.retired") retireRecords(commit, event.data);
  }
  const result = await commit.commit();
  if (result.ok) return result.versionstamp;
  throw new WriterConflict(
    `Cannot commit event ${last.seq}: another process wrote to the live store`,
  );
}

function setAgent(commit: Deno.AtomicOperation, agent: Agent): void {
  commit.set(keys.agent(agent.id), agent);
  if (isEnded(agent.state)) commit.delete(keys.liveAgent(agent.id));
  else commit.set(keys.liveAgent(agent.id), true);
}

function setTask(commit: Deno.AtomicOperation, task: Task): void {
  commit.set(keys.task(task.id), task);
  if (task.agent_id) {
    commit.set(keys.taskOfAgent(task.agent_id, task.id), true);
  }
  if (task.session_id) {
    commit.set(keys.taskOfSession(task.session_id, task.id), true);
  }
  if (task.external_id) {
    commit.set(keys.taskByExternalId(task.external_id), task.id);
  }
  if (isTaskEnded(task.state)) commit.delete(keys.openTask(task.id));
  else commit.set(keys.openTask(task.id), true);
}

function setSession(commit: Deno.AtomicOperation, session: Session): void {
  commit.set(keys.session(session.id), session);
  if (isArchived(session)) commit.delete(keys.activeSession(session.id));
  else commit.set(keys.activeSession(session.id), true);
}
