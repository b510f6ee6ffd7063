import { Agent } from "@/domain/agent.ts";
import { FleetEvent } from "@/domain/event.ts";
import {
  type AgentId,
  ExternalId,
  type SessionId,
  TaskId,
} from "@/domain/ids.ts";
import type { Page, SessionFilter, TaskFilter } from "@/domain/platform.ts";
import { Session } from "@/domain/session.ts";
import type { Task } from "@/domain/task.ts";
import { TranscriptEntry } from "@/domain/transcript.ts";
import type { TranscriptRange } from "@/domain/transcript_port.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { StoredTask } from "./stored_task.ts";

/** One agent as it is now. */
export async function readAgent(
  kv: Deno.Kv,
  id: AgentId,
): Promise<Agent | undefined> {
  const entry = await kv.get(keys.agent(id));
  return entry.value === null ? undefined : parseRecord(Agent, entry);
}

/** One task as it is now, by our id. */
export async function readTask(
  kv: Deno.Kv,
  id: TaskId,
): Promise<Task | undefined> {
  const entry = await kv.get(keys.task(id));
  return entry.value === null ? undefined : parseRecord(StoredTask, entry);
}

/** By the caller's own id; what cannot be one names no task. */
export async function readTaskByExternalId(
  kv: Deno.Kv,
  externalId: string,
): Promise<Task | undefined> {
  if (!ExternalId.safeParse(externalId).success) return undefined;
  const entry = await kv.get(keys.taskByExternalId(externalId));
  if (entry.value === null) return undefined;
  return await readTask(kv, parseRecord(TaskId, entry));
}

/** Newest first. The cursor is the id of the last task of the page before. */
export async function listTasks(
  kv: Deno.Kv,
  filter: TaskFilter,
): Promise<Page<Task>> {
  const { agentId, sessionId, parentId } = filter;
  const index = indexOf(filter);
  const prefix = index ?? keys.tasks;
  const selector = filter.cursor
    ? { prefix, end: [...prefix, filter.cursor] }
    : { prefix };
  const items: Task[] = [];
  const options = { reverse: true, batchSize: 100 };
  for await (const entry of kv.list(selector, options)) {
    const task = index
      ? await readTask(kv, TaskId.parse(entry.key.at(-1)))
      : parseRecord(StoredTask, entry);
    if (!task) continue;
    if (agentId && task.agent_id !== agentId) continue;
    if (sessionId && task.session_id !== sessionId) continue;
    if (parentId && task.parent_id !== parentId) continue;
    if (filter.status && task.state.status !== filter.status) continue;
    if (items.length === filter.limit) {
      return { items, next: items.at(-1)?.id ?? null };
    }
    items.push(task);
  }
  return { items, next: null };
}

/** The shortest list that has all tasks that fit; `undefined`: all tasks. */
function indexOf({ agentId, sessionId, parentId }: TaskFilter) {
  if (parentId) return keys.tasksOfParent(parentId);
  if (agentId) return keys.tasksOfAgent(agentId);
  return sessionId && keys.tasksOfSession(sessionId);
}

/** One session as it is now. */
export async function readSession(
  kv: Deno.Kv,
  id: SessionId,
): Promise<Session | undefined> {
  const entry = await kv.get(keys.session(id));
  return entry.value === null ? undefined : parseRecord(Session, entry);
}

/** Newest first. The cursor is the id of the last session of the page before. */
export async function listSessions(
  kv: Deno.Kv,
  filter: SessionFilter,
): Promise<Page<Session>> {
  const prefix = keys.sessions;
  const selector = filter.cursor
    ? { prefix, end: [...prefix, filter.cursor] }
    : { prefix };
  const items: Session[] = [];
  const options = { reverse: true, batchSize: 100 };
  for await (const entry of kv.list(selector, options)) {
    const session = parseRecord(Session, entry);
    if (filter.status && session.state.status !== filter.status) continue;
    if (items.length === filter.limit) {
      return { items, next: items.at(-1)?.id ?? null };
    }
    items.push(session);
  }
  return { items, next: null };
}

/** Events after `seq`, oldest first. */
export async function readEvents(
  kv: Deno.Kv,
  afterSeq: number,
  limit: number,
): Promise<FleetEvent[]> {
  const selector = { prefix: keys.events, start: keys.event(afterSeq + 1) };
  const options = { limit, batchSize: Math.min(limit, 500) };
  const events: FleetEvent[] = [];
  for await (const entry of kv.list(selector, options)) {
    events.push(parseRecord(FleetEvent, entry));
  }
  return events;
}

/** Entries of a piece of an agent's transcript, oldest first. */
export async function readTranscript(
  kv: Deno.Kv,
  agent: AgentId,
  { before = Number.MAX_SAFE_INTEGER, after, limit }: TranscriptRange,
): Promise<TranscriptEntry[]> {
  const selector = {
    start: keys.entry(agent, (after ?? -1) + 1),
    end: keys.entry(agent, before),
  };
  const isFromEnd = after === undefined;
  const options = { limit, reverse: isFromEnd, batchSize: 100 };
  const entries: TranscriptEntry[] = [];
  for await (const entry of kv.list(selector, options)) {
    entries.push(parseRecord(TranscriptEntry, entry));
  }
  return isFromEnd ? entries.reverse() : entries;
}

/** One entry by its number. */
export async function readTranscriptEntry(
  kv: Deno.Kv,
  agent: AgentId,
  n: number,
): Promise<TranscriptEntry | undefined> {
  const entry = await kv.get(keys.entry(agent, n));
  return entry.value === null ? undefined : parseRecord(TranscriptEntry, entry);
}
