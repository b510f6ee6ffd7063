import type { SessionId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import { Session } from "@/domain/session.ts";
import { isArchived, type SessionStatus } from "@/domain/session_status.ts";
import type { SessionOrder } from "@/domain/list_order.ts";
import { type ListRange, type TimeRange, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import {
  inOrder,
  NEWEST_FIRST,
  numberColumn,
  placeOf,
  textColumn,
  timeColumn,
} from "./in_order.ts";
import { withInstants } from "./instants.ts";
import { BUDGET_COLUMNS, leftOut } from "./left_out.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

type Row = UsageColumns & {
  readonly id: string;
  readonly status: string;
  readonly state: object;
  readonly name: string;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** Which sessions to list. */
export type SessionListFilter = ListRange & TimeRange & {
  readonly status?: SessionStatus | undefined;
  readonly order?: SessionOrder | undefined;
};

const SORTED_BY = {
  created_at: timeColumn(part`created_at`),
  updated_at: timeColumn(part`updated_at`),
  name: textColumn(part`lower(name) collate "C"`),
  cost_usd: numberColumn(part`cost_usd`),
};

const SESSIONS: RecordTable = {
  name: "sessions",
  key: ["id"],
  columns: {
    id: "uuid",
    name: "text",
    status: "text",
    state: "jsonb",
    input_tokens: "bigint",
    output_tokens: "bigint",
    cache_read_tokens: "bigint",
    cache_write_tokens: "bigint",
    cost_usd: "double precision",
    budget: "jsonb",
    budget_marks: "jsonb",
    worked_ms: "double precision",
    agents: "integer",
    tasks_completed: "integer",
    tasks_failed: "integer",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    ended_at: "timestamptz",
    updated_seq: "bigint",
  },
};

/**
 * Stores sessions as they are now, in one statement. What is stored already in
 * a version that is as new stays. Safe to repeat.
 */
export async function upsertSessions(
  sql: Sql,
  sessions: readonly Session[],
): Promise<void> {
  if (sessions.length === 0) return;
  const rows = newestOfEach(sessions).map((session) => {
    const { state: { status, ...state }, usage, ...rest } = session;
    const ended_at = isArchived(session) ? session.state.since : null;
    return { ...rest, ...usage, status, state, ended_at };
  });
  await sql`${upsertOf(SESSIONS, rows)}`;
}

const COLUMNS = columnsOf(SESSIONS);

/** One session as the history has it. */
export async function findSession(
  sql: Sql,
  id: SessionId,
): Promise<Session | undefined> {
  const [row] = await sql<Row>`
    select ${COLUMNS} from sessions where id = ${id}`;
  return row && sessionOf(row);
}

/**
 * Sessions that fit, in their order; without one the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listSessions(
  sql: Sql,
  filter: SessionListFilter,
): Promise<Page<Session>> {
  const { order = NEWEST_FIRST } = filter;
  const { after, sorted } = inOrder(SORTED_BY, order, filter.cursor);
  const rows = await sql<Row>`
    select ${COLUMNS} from sessions
    where ${
    allOf([
      filter.status && part`status = ${filter.status}`,
      ...within(part`created_at`, filter),
      after,
    ])
  }
    order by ${sorted} limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    sessionOf,
    (row) => {
      const value = order.by === "name"
        ? row.name.toLowerCase()
        : row[order.by];
      return [placeOf(value), row.id];
    },
  );
}

function sessionOf(row: Row): Session {
  const { status, state, ...rest } = withInstants(
    leftOut(row, BUDGET_COLUMNS),
  );
  return Session.parse({
    ...rest,
    state: { status, ...state },
    usage: usageOf(row),
  });
}
