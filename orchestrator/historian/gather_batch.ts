import type { Agent } from "@/domain/agent.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { LongText } from "@/domain/long_text.ts";
import type { Task } from "@/domain/task.ts";
import type { HistoryBatch, LogPort } from "./ports.ts";

/** Gives events the records and whole texts that they are about. */
export async function gatherBatch(
  log: LogPort,
  events: readonly FleetEvent[],
): Promise<HistoryBatch> {
  const taskIds = new Set<TaskId>();
  const agentIds = new Set<AgentId>();
  for (const event of events) {
    if ("task_id" in event && event.task_id) taskIds.add(event.task_id);
    if ("agent_id" in event) agentIds.add(event.agent_id);
  }
  const tasks = await readAll([...taskIds], (id) => log.readTask(id));
  for (const task of tasks) agentIds.add(task.agent_id);
  const agents = await readAll([...agentIds], (id) => log.readAgent(id));
  const blobs = new Set([
    ...events.flatMap(textsOfEvent),
    ...tasks.flatMap(textsOfTask),
  ].flatMap((text) => text.blob ?? []));
  const texts = await Promise.all(
    [...blobs].map(async (blob) => ({ blob, body: await log.readText(blob) })),
  );
  return { events, agents, tasks, texts };
}

async function readAll<Id, R extends Agent | Task>(
  ids: readonly Id[],
  read: (id: Id) => Promise<R | undefined>,
): Promise<R[]> {
  const records = await Promise.all(ids.map(read));
  return records.filter((record) => record !== undefined);
}

function textsOfEvent(event: FleetEvent): LongText[] {
  if (event.type !== "transcript.appended") return [];
  const { entry } = event.data;
  if (entry.kind === "tool_call") return [entry.input];
  return entry.kind === "turn_ended" ? [] : [entry.text];
}

function textsOfTask(task: Task): LongText[] {
  return task.state.status === "completed"
    ? [task.description, task.state.result.output]
    : [task.description];
}
