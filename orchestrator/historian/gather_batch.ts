import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import type { HistoryBatch, LogPort } from "./ports.ts";

/** Characters of long texts that one batch takes, so that memory stays bounded. */
const TEXT_CHARS = 8_000_000;

/**
 * Gives events the records and whole texts that they are about: all of the
 * events, or the first ones of them when their texts are very long.
 */
export async function gatherBatch(
  log: Pick<
    LogPort,
    "readAgent" | "readTask" | "readSession" | "readText"
  >,
  read: readonly FleetEvent[],
): Promise<HistoryBatch> {
  const events = firstWithin(TEXT_CHARS, read);
  const taskIds = new Set<TaskId>();
  const agentIds = new Set<AgentId>();
  const sessionIds = new Set<SessionId>();
  for (const event of events) {
    if ("task_id" in event && event.task_id) taskIds.add(event.task_id);
    if ("agent_id" in event && event.agent_id) agentIds.add(event.agent_id);
    if ("session_id" in event && event.session_id) {
      sessionIds.add(event.session_id);
    }
  }
  const tasks = await readAll(taskIds, (id) => log.readTask(id));
  for (const { agent_id } of tasks) if (agent_id) agentIds.add(agent_id);
  const [agents, sessions] = await Promise.all([
    readAll(agentIds, (id) => log.readAgent(id)),
    readAll(sessionIds, (id) => log.readSession(id)),
  ]);
  const blobs = new Set([
    ...events.flatMap(textsOfEvent),
    ...tasks.flatMap(textsOfTask),
  ].flatMap((text) => text.blob ?? []));
  const texts = await Promise.all(
    [...blobs].map(async (blob) => ({ blob, body: await log.readText(blob) })),
  );
  return { events, agents, tasks, sessions, texts };
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

/** The texts that an event carries or refers to. */
export function textsOfEvent(event: FleetEvent): LongText[] {
  switch (event.type) {
    case "task.created":
      return textsOfTask(event.data.task);
    case "task.completed":
      return [event.data.result.output];
    case "transcript.appended": {
      const { entry } = event.data;
      if (entry.kind === "tool_call") return [entry.input];
      return entry.kind === "turn_ended" ? [] : [entry.text];
    }
    default:
      return [];
  }
}

function textsOfTask(task: Task): LongText[] {
  return task.state.status === "completed"
    ? [task.description, task.state.result.output]
    : [task.description];
}
