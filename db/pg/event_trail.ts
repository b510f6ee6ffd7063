import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import { EVENT_COLUMNS, eventOfRow, type EventRow } from "./event_row.ts";
import { part, type Sql } from "./sql.ts";

/** Whose events make a trail. */
export type TrailOf =
  | { readonly taskId: TaskId }
  | { readonly agentId: AgentId };

/** What the log told of one task or agent after `seq`, oldest first. */
export async function readTrail(
  sql: Sql,
  of: TrailOf,
  afterSeq: number,
  limit: number,
): Promise<FleetEvent[]> {
  const isOf = "taskId" in of
    ? part`task_id = ${of.taskId}`
    : part`agent_id = ${of.agentId}`;
  const rows = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events where ${isOf} and seq > ${afterSeq}
    order by seq limit ${limit}`;
  return rows.map(eventOfRow);
}

/** Whether an event of the log belongs to the trail. */
export function isOfTrail(event: FleetEvent, of: TrailOf): boolean {
  return "taskId" in of
    ? "task_id" in event && event.task_id === of.taskId
    : "agent_id" in event && event.agent_id === of.agentId;
}
