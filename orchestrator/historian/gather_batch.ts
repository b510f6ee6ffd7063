import type { FleetEvent } from "@/domain/event.ts";
import type {
  AgentId,
  ApprovalId,
  HandoffId,
  IncidentId,
  MessageId,
  SessionId,
  TaskId,
} from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import type { HistoryBatch, LogPort, RecordsPort } from "./ports.ts";
import { textsOfEvent, textsOfRecords } from "./texts_of.ts";

/** Characters of long texts that one batch takes, so that memory stays bounded. */
const TEXT_CHARS = 8_000_000;
/** Tasks nested deeper than this are no family, but a mistake. */
const MAX_DEPTH = 20;

/**
 * Gives events the records and whole texts that they are about: all of the
 * events, or the first ones of them when their texts are very long. What these
 * records refer to comes with them, since a history that began later than the
 * log may not have it yet.
 */
export async function gatherBatch(
  log: RecordsPort & Pick<LogPort, "readText">,
  read: readonly FleetEvent[],
): Promise<HistoryBatch> {
  const events = firstWithin(TEXT_CHARS, read);
  const named = namedBy(events);
  const [handoffs, messages, approvals, incidents] = await Promise.all([
    readAll(named.handoffs, (id) => log.readHandoff(id)),
    readAll(named.messages, (id) => log.readMessage(id)),
    readAll(named.approvals, (id) => log.readApproval(id)),
    readAll(named.incidents, (id) => log.readIncident(id)),
  ]);
  for (const { manager_id } of handoffs) named.agents.add(manager_id);
  for (const { from_agent_id, to_agent_id } of messages) {
    named.agents.add(to_agent_id);
    if (from_agent_id) named.agents.add(from_agent_id);
  }
  for (const { agent_id } of approvals) named.agents.add(agent_id);
  for (const { task_id } of [...handoffs, ...messages, ...approvals]) {
    if (task_id) named.tasks.add(task_id);
  }
  const tasks = await withRelatives(log, named.tasks);
  for (const { agent_id } of tasks) {
    if (agent_id) named.agents.add(agent_id);
  }
  const [agents, sessions] = await Promise.all([
    readAll(named.agents, (id) => log.readAgent(id)),
    readAll(named.sessions, (id) => log.readSession(id)),
  ]);
  const records = { handoffs, messages, approvals, tasks };
  const blobs = new Set([
    ...events.flatMap(textsOfEvent),
    ...textsOfRecords(records),
  ].flatMap((text) => text.blob ?? []));
  const texts = await Promise.all(
    [...blobs].map(async (blob) => ({ blob, body: await log.readText(blob) })),
  );
  return { events, agents, sessions, ...records, incidents, texts };
}

/** The ids of everything that the events are about. */
function namedBy(events: readonly FleetEvent[]) {
  const named = {
    agents: new Set<AgentId>(),
    tasks: new Set<TaskId>(),
    sessions: new Set<SessionId>(),
    handoffs: new Set<HandoffId>(),
    messages: new Set<MessageId>(),
    approvals: new Set<ApprovalId>(),
    incidents: new Set<IncidentId>(),
  };
  for (const event of events) {
    if ("agent_id" in event && event.agent_id) named.agents.add(event.agent_id);
    if ("task_id" in event && event.task_id) named.tasks.add(event.task_id);
    if ("session_id" in event && event.session_id) {
      named.sessions.add(event.session_id);
    }
    if ("handoff_id" in event) named.handoffs.add(event.handoff_id);
    if ("message_id" in event) named.messages.add(event.message_id);
    if ("approval_id" in event) named.approvals.add(event.approval_id);
    if ("incident_id" in event) named.incidents.add(event.incident_id);
  }
  return named;
}

/**
 * The tasks, those that they are parts of, since what a part costs they cost
 * too, and what they depend on.
 */
async function withRelatives(
  log: Pick<RecordsPort, "readTask">,
  ids: ReadonlySet<TaskId>,
): Promise<Task[]> {
  const found = new Map<TaskId, Task>();
  const read = async (wanted: Iterable<TaskId>) => {
    const news = new Set([...wanted].filter((id) => !found.has(id)));
    const tasks = await readAll(news, (id) => log.readTask(id));
    for (const task of tasks) found.set(task.id, task);
    return tasks;
  };
  let level = await read(ids);
  await read(level.flatMap(({ depends_on }) => depends_on));
  for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
    level = await read(level.flatMap(({ parent_id }) => parent_id ?? []));
  }
  return [...found.values()];
}

/** Events from the front while their texts fit; at least one. */
function firstWithin(
  chars: number,
  events: readonly FleetEvent[],
): readonly FleetEvent[] {
  let sum = 0;
  const tooMany = events.findIndex((event, index) => {
    for (const text of textsOfEvent(event)) sum += text.length;
    return index > 0 && sum > chars;
  });
  return tooMany < 0 ? events : events.slice(0, tooMany);
}

async function readAll<Id, R>(
  ids: ReadonlySet<Id>,
  read: (id: Id) => Promise<R | undefined>,
): Promise<R[]> {
  const records = await Promise.all([...ids].map(read));
  return records.filter((record) => record !== undefined);
}
