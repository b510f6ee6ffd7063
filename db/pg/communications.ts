import { z } from "zod";
import { AgentId, Instant, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import {
  type ListRange,
  olderThan,
  type TimeRange,
  within,
} from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** A message from one agent to another; no agent stands for the person. */
export const CommunicationRecord = z.object({
  id: z.uuid(),
  from_agent_id: AgentId.nullable(),
  to_agent_id: AgentId.nullable(),
  message_type: z.string().max(100),
  content: z.record(z.string(), z.unknown()),
  timestamp: Instant,
  task_id: TaskId.nullable(),
  session_id: z.uuid().nullable(),
  /** The `seq` of the event that led to it. */
  caused_by: z.int().nullable(),
  delivery: z.enum(["queued", "delivered", "superseded"]),
  delivered_at: Instant.nullable(),
  updated_seq: z.int(),
});
export type CommunicationRecord = z.infer<typeof CommunicationRecord>;

type Row = { readonly id: string; readonly timestamp: Date };

/** Which messages to list. */
export type CommunicationFilter = ListRange & TimeRange & {
  /** Its sender or its receiver. */
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
};

/**
 * Stores messages as they are now, in one statement. What is stored already in
 * a version that is as new stays. Agents and tasks are stored first. Safe to
 * repeat.
 */
export async function upsertCommunications(
  sql: Sql,
  communications: readonly CommunicationRecord[],
): Promise<void> {
  if (communications.length === 0) return;
  const rows = newestOfEach(communications);
  await sql`
    insert into agent_communications (id, from_agent_id, to_agent_id,
      message_type, content, timestamp, task_id, session_id, caused_by,
      delivery, delivered_at, updated_seq)
    select id, from_agent_id, to_agent_id,
      message_type, content, "timestamp", task_id, session_id, caused_by,
      delivery, delivered_at, updated_seq
    from jsonb_to_recordset(${json(rows)}) as row (id uuid,
      from_agent_id uuid, to_agent_id uuid, message_type text, content jsonb,
      "timestamp" timestamptz, task_id uuid, session_id uuid,
      caused_by bigint, delivery text, delivered_at timestamptz,
      updated_seq bigint)
    on conflict (id) do update set
      from_agent_id = excluded.from_agent_id,
      to_agent_id = excluded.to_agent_id,
      message_type = excluded.message_type, content = excluded.content,
      timestamp = excluded.timestamp, task_id = excluded.task_id,
      session_id = excluded.session_id, caused_by = excluded.caused_by,
      delivery = excluded.delivery, delivered_at = excluded.delivered_at,
      updated_seq = excluded.updated_seq
    where agent_communications.updated_seq < excluded.updated_seq`;
}

/**
 * Messages that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listCommunications(
  sql: Sql,
  filter: CommunicationFilter,
): Promise<Page<CommunicationRecord>> {
  const { agentId, taskId } = filter;
  const rows = await sql<Row>`
    select id, from_agent_id, to_agent_id, message_type, content, timestamp,
      task_id, session_id, caused_by, delivery, delivered_at, updated_seq
    from agent_communications
    where ${
    allOf([
      agentId && part`(from_agent_id = ${agentId} or to_agent_id = ${agentId})`,
      taskId && part`task_id = ${taskId}`,
      ...within(part`timestamp`, filter),
      olderThan(part`timestamp, id`, filter.cursor),
    ])
  }
    order by timestamp desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    (row) => CommunicationRecord.parse(withInstants(row)),
    (row) => [row.timestamp.toISOString(), row.id],
  );
}
