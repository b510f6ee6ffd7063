import { Handoff } from "@/domain/handoff.ts";
import { isHandoffEnded } from "@/domain/handoff_status.ts";
import type { HandoffId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { HandoffFilter } from "@/domain/record_filters.ts";
import { type TimeRange, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { inOrder, NEWEST_FIRST, placeOf, timeColumn } from "./in_order.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";

/** Which hand-offs to list. */
export type HandoffListFilter = HandoffFilter & TimeRange;

const SORTED_BY = {
  created_at: timeColumn(part`created_at`),
  updated_at: timeColumn(part`updated_at`),
};

const HANDOFFS: RecordTable = {
  name: "handoffs",
  key: ["id"],
  columns: {
    id: "uuid",
    task_id: "uuid",
    manager_agent_id: "uuid",
    session_id: "uuid",
    status: "text",
    state: "jsonb",
    data: "jsonb",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    ended_at: "timestamptz",
    updated_seq: "bigint",
  },
};

type Row = {
  readonly id: string;
  readonly manager_agent_id: string;
  readonly status: string;
  readonly state: object;
  readonly data: object;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/**
 * Stores hand-offs as they are now, in one statement. What is stored already
 * in a version that is as new stays. Agents and tasks are stored first. Safe
 * to repeat.
 */
export async function upsertHandoffs(
  sql: Sql,
  handoffs: readonly Handoff[],
): Promise<void> {
  if (handoffs.length === 0) return;
  const rows = newestOfEach(handoffs).map((handoff) => {
    const { requirements, parts, prompts, result, ...rest } = handoff;
    const { status, ...state } = handoff.state;
    return {
      ...rest,
      manager_agent_id: handoff.manager_id,
      status,
      state,
      data: { requirements, parts, prompts, result },
      ended_at: isHandoffEnded(handoff) ? handoff.state.since : null,
    };
  });
  await sql`${upsertOf(HANDOFFS, rows)}`;
}

/** One hand-off as the history has it. */
export async function findHandoff(
  sql: Sql,
  id: HandoffId,
): Promise<Handoff | undefined> {
  const [row] = await sql<Row>`
    select ${columnsOf(HANDOFFS)} from handoffs where id = ${id}`;
  return row && handoffOf(row);
}

/**
 * Hand-offs that fit, in their order; without one the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listHandoffs(
  sql: Sql,
  filter: HandoffListFilter,
): Promise<Page<Handoff>> {
  const { status, taskId, managerId, order = NEWEST_FIRST } = filter;
  const { after, sorted } = inOrder(SORTED_BY, order, filter.cursor);
  const rows = await sql<Row>`
    select ${columnsOf(HANDOFFS)} from handoffs
    where ${
    allOf([
      status && part`status = ${status}`,
      taskId && part`task_id = ${taskId}`,
      managerId && part`manager_agent_id = ${managerId}`,
      ...within(part`created_at`, filter),
      after,
    ])
  }
    order by ${sorted} limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    handoffOf,
    (row) => [placeOf(row[order.by]), row.id],
  );
}

function handoffOf(row: Row): Handoff {
  const { status, state, data, ...rest } = withInstants(row);
  return Handoff.parse({
    ...rest,
    ...data,
    manager_id: row.manager_agent_id,
    state: { status, ...state },
  });
}
