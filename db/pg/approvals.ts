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

/** What an agent asked to be allowed, and what came of it. */
export const ApprovalRecord = z.object({
  id: z.uuid(),
  agent_id: AgentId,
  task_id: TaskId.nullable(),
  session_id: z.uuid().nullable(),
  tool: z.string(),
  input: z.unknown(),
  status: z.enum(["pending", "allowed", "denied", "expired", "cancelled"]),
  /** Who or what decided, how far it reaches, the note to the agent. */
  decision: z.record(z.string(), z.unknown()).nullable(),
  requested_at: Instant,
  expires_at: Instant.nullable(),
  decided_at: Instant.nullable(),
  updated_seq: z.int(),
});
export type ApprovalRecord = z.infer<typeof ApprovalRecord>;

type Row = { readonly id: string; readonly requested_at: Date };

/** Which approvals to list. */
export type ApprovalFilter = ListRange & TimeRange & {
  readonly status?: ApprovalRecord["status"] | undefined;
  readonly agentId?: AgentId | undefined;
};

/**
 * Stores approvals as they are now, in one statement. What is stored already
 * in a version that is as new stays. Agents and tasks are stored first. Safe
 * to repeat.
 */
export async function upsertApprovals(
  sql: Sql,
  approvals: readonly ApprovalRecord[],
): Promise<void> {
  if (approvals.length === 0) return;
  await sql`
    insert into approvals (id, agent_id, task_id, session_id, tool, input,
      status, decision, requested_at, expires_at, decided_at, updated_seq)
    select id, agent_id, task_id, session_id, tool, input,
      status, nullif(decision, 'null'), requested_at, expires_at, decided_at,
      updated_seq
    from jsonb_to_recordset(${json(newestOfEach(approvals))}) as row (id uuid,
      agent_id uuid, task_id uuid, session_id uuid, tool text, input jsonb,
      status text, decision jsonb, requested_at timestamptz,
      expires_at timestamptz, decided_at timestamptz, updated_seq bigint)
    on conflict (id) do update set
      agent_id = excluded.agent_id, task_id = excluded.task_id,
      session_id = excluded.session_id, tool = excluded.tool,
      input = excluded.input, status = excluded.status,
      decision = excluded.decision, requested_at = excluded.requested_at,
      expires_at = excluded.expires_at, decided_at = excluded.decided_at,
      updated_seq = excluded.updated_seq
    where approvals.updated_seq < excluded.updated_seq`;
}

/**
 * Approvals that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listApprovals(
  sql: Sql,
  filter: ApprovalFilter,
): Promise<Page<ApprovalRecord>> {
  const rows = await sql<Row>`
    select id, agent_id, task_id, session_id, tool, input, status, decision,
      requested_at, expires_at, decided_at, updated_seq
    from approvals
    where ${
    allOf([
      filter.status && part`status = ${filter.status}`,
      filter.agentId && part`agent_id = ${filter.agentId}`,
      ...within(part`requested_at`, filter),
      olderThan(part`requested_at, id`, filter.cursor),
    ])
  }
    order by requested_at desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    (row) => ApprovalRecord.parse(withInstants(row)),
    (row) => [row.requested_at.toISOString(), row.id],
  );
}
