import { Approval } from "@/domain/approval.ts";
import type { ApprovalId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import type { ApprovalFilter } from "@/domain/record_filters.ts";
import { type TimeRange, within } from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { inOrder, NEWEST_FIRST, placeOf, timeColumn } from "./in_order.ts";
import { withInstants } from "./instants.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";

/** Which approvals to list. */
export type ApprovalListFilter = ApprovalFilter & TimeRange & {
  readonly tool?: string | undefined;
};

const SORTED_BY = {
  created_at: timeColumn(part`requested_at`),
  expires_at: timeColumn(part`expires_at`),
};

const APPROVALS: RecordTable = {
  name: "approvals",
  key: ["id"],
  columns: {
    id: "uuid",
    agent_id: "uuid",
    task_id: "uuid",
    session_id: "uuid",
    kind: "text",
    tool: "text",
    tool_use_id: "text",
    input: "jsonb",
    fingerprint: "text",
    blocked_path: "text",
    working_directory: "text",
    status: "text",
    state: "jsonb",
    requested_at: "timestamptz",
    expires_at: "timestamptz",
    decided_at: "timestamptz",
    postponed_at: "timestamptz",
    delivered_at: "timestamptz",
    updated_at: "timestamptz",
    updated_seq: "bigint",
  },
};

type Row = {
  readonly id: string;
  readonly status: string;
  readonly state: object;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly postponed_at: Date | null;
  readonly delivered_at: Date | null;
  readonly updated_at: Date;
};

/**
 * Stores approvals as they are now, in one statement. What is stored already
 * in a version that is as new stays. Agents and tasks are stored first. Safe
 * to repeat.
 */
export async function upsertApprovals(
  sql: Sql,
  approvals: readonly Approval[],
): Promise<void> {
  if (approvals.length === 0) return;
  const rows = newestOfEach(approvals).map(rowOf);
  await sql`${upsertOf(APPROVALS, rows)}`;
}

/** One approval as the history has it. */
export async function findApproval(
  sql: Sql,
  id: ApprovalId,
): Promise<Approval | undefined> {
  const [row] = await sql<Row>`
    select ${columnsOf(APPROVALS)} from approvals where id = ${id}`;
  return row && approvalOf(row);
}

/**
 * Approvals that fit, in their order; without one the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listApprovals(
  sql: Sql,
  filter: ApprovalListFilter,
): Promise<Page<Approval>> {
  const { status, agentId, taskId, tool, order = NEWEST_FIRST } = filter;
  const { after, sorted } = inOrder(SORTED_BY, order, filter.cursor);
  const rows = await sql<Row>`
    select ${columnsOf(APPROVALS)} from approvals
    where ${
    allOf([
      status && part`status = ${status}`,
      agentId && part`agent_id = ${agentId}`,
      taskId && part`task_id = ${taskId}`,
      tool ? part`tool = ${tool}` : undefined,
      ...within(part`requested_at`, filter),
      after,
    ])
  }
    order by ${sorted} limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    approvalOf,
    (row) => [
      placeOf(order.by === "created_at" ? row.requested_at : row.expires_at),
      row.id,
    ],
  );
}

function rowOf(approval: Approval) {
  const { created_at, ...rest } = approval;
  const { status, ...state } = approval.state;
  return {
    ...rest,
    status,
    state,
    requested_at: created_at,
    decided_at: status === "pending" ? null : state.since,
  };
}

function approvalOf(row: Row): Approval {
  const { status, state, requested_at, ...rest } = withInstants(row);
  return Approval.parse({
    ...rest,
    state: { status, ...state },
    created_at: requested_at,
  });
}
