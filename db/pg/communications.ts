import type { MessageId } from "@/domain/ids.ts";
import { Message } from "@/domain/message.ts";
import type { Page } from "@/domain/platform.ts";
import type { MessageFilter } from "@/domain/record_filters.ts";
import { olderThan, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql, type SqlPart } from "./sql.ts";

const COMMUNICATIONS: RecordTable = {
  name: "agent_communications",
  key: ["id"],
  columns: {
    id: "uuid",
    from_agent_id: "uuid",
    to_agent_id: "uuid",
    message_type: "text",
    content: "jsonb",
    '"timestamp"': "timestamptz",
    task_id: "uuid",
    session_id: "uuid",
    caused_by: "bigint",
    urgent: "boolean",
    in_reply_to: "uuid",
    hops: "integer",
    answered_at: "timestamptz",
    delivery: "text",
    delivered_at: "timestamptz",
    turn: "integer",
    state: "jsonb",
    updated_at: "timestamptz",
    updated_seq: "bigint",
  },
};

type Row = {
  readonly id: string;
  readonly message_type: string;
  readonly content: unknown;
  readonly delivery: string;
  readonly state: object;
  readonly timestamp: Date;
  readonly answered_at: Date | null;
  readonly updated_at: Date;
};

/**
 * Stores messages as they are now, in one statement. What is stored already in
 * a version that is as new stays. Agents and tasks are stored first. Safe to
 * repeat.
 */
export async function upsertCommunications(
  sql: Sql,
  messages: readonly Message[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = newestOfEach(messages).map(rowOf);
  await sql`${upsertOf(COMMUNICATIONS, rows)}`;
}

/** One message as the history has it. */
export async function findCommunication(
  sql: Sql,
  id: MessageId,
): Promise<Message | undefined> {
  const [row] = await sql<Row>`
    select ${
    columnsOf(COMMUNICATIONS)
  } from agent_communications where id = ${id}`;
  return row && messageOf(row);
}

/**
 * Messages that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listCommunications(
  sql: Sql,
  filter: MessageFilter,
): Promise<Page<Message>> {
  const { agentId, taskId, kind, delivery, text, limit } = filter;
  const fits = allOf([
    taskId && part`task_id = ${taskId}`,
    kind && part`message_type = ${kind}`,
    delivery && part`delivery = ${delivery}`,
    text !== undefined &&
    part`strpos(lower(content ->> 'text'), lower(${text})) > 0`,
    ...within(part`timestamp`, filter),
    olderThan(part`timestamp, id`, filter.cursor),
  ]);
  const newest = part`order by timestamp desc, id desc limit ${limit + 1}`;
  const some = (condition: SqlPart) =>
    part`select ${columnsOf(COMMUNICATIONS)} from agent_communications
      where ${condition} and ${fits} ${newest}`;
  // One index knows the senders, another one the receivers: each gives its
  // newest, instead of all messages being looked through.
  const rows = await sql<Row>`${
    agentId
      ? part`select * from (
          (${some(part`from_agent_id = ${agentId}`)}) union all
          (${
        some(part`to_agent_id = ${agentId}
            and from_agent_id is distinct from ${agentId}`)
      })) as of_agent ${newest}`
      : some(part`true`)
  }`;
  return pageOf(
    rows,
    limit,
    messageOf,
    (row) => [row.timestamp.toISOString(), row.id],
  );
}

function rowOf(message: Message) {
  const { kind, text, delivery, created_at, ...rest } = message;
  const { status, ...state } = delivery;
  const isDelivered = delivery.status === "delivered";
  return {
    ...rest,
    message_type: kind,
    content: text,
    timestamp: created_at,
    delivery: status,
    delivered_at: isDelivered ? delivery.since : null,
    turn: isDelivered ? delivery.turn : null,
    state,
  };
}

function messageOf(row: Row): Message {
  const { message_type, content, delivery, state, timestamp, ...rest } =
    withInstants(row);
  return Message.parse({
    ...rest,
    kind: message_type,
    text: content,
    delivery: { status: delivery, ...state },
    created_at: timestamp,
  });
}
