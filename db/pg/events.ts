import type { FleetEvent, FleetEventType } from "@/domain/event.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import { z } from "zod";
import type { ListRange } from "./age_order.ts";
import { pageOf, readCursor } from "./cursor.ts";
import { EVENT_COLUMNS, eventOfRow, type EventRow } from "./event_row.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** Which events to list. */
export type EventFilter = ListRange & {
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly sessionId?: SessionId | undefined;
  readonly type?: FleetEventType | undefined;
};

const EventPlace = z.tuple([z.int()]);

/** Stores events under their places in the log, in one statement. Safe to repeat. */
export async function insertEvents(
  sql: Sql,
  events: readonly FleetEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into events (${EVENT_COLUMNS})
    select ${EVENT_COLUMNS}
    from jsonb_to_recordset(${json(events)}) as row (seq bigint,
      at timestamptz, type text, agent_id uuid, task_id uuid, session_id uuid,
      handoff_id uuid, message_id uuid, approval_id uuid, rule_id uuid,
      template_id text, incident_id uuid, caused_by bigint,
      asked_from jsonb, data jsonb)
    on conflict (seq) do nothing`;
}

/** Events after `seq`, oldest first: the log again, for replay and streams. */
export async function readEvents(
  sql: Sql,
  afterSeq: number,
  limit: number,
): Promise<FleetEvent[]> {
  const rows = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events
    where seq > ${afterSeq} order by seq limit ${limit}`;
  return rows.map(eventOfRow);
}

/**
 * Events that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listEvents(
  sql: Sql,
  filter: EventFilter,
): Promise<Page<FleetEvent>> {
  const { agentId, taskId, sessionId, type, cursor } = filter;
  const before = cursor === undefined
    ? undefined
    : readCursor(EventPlace, cursor);
  const rows = await sql<EventRow>`
    select ${EVENT_COLUMNS} from events
    where ${
    allOf([
      agentId && part`agent_id = ${agentId}`,
      taskId && part`task_id = ${taskId}`,
      sessionId && part`session_id = ${sessionId}`,
      type && part`type = ${type}`,
      before && part`seq < ${before[0]}`,
    ])
  }
    order by seq desc limit ${filter.limit + 1}`;
  return pageOf(rows, filter.limit, eventOfRow, ({ seq }) => [seq]);
}
