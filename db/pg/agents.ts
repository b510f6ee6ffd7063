import { Agent, type AgentRole, type AgentStatus } from "@/domain/agent.ts";
import { isEnded, processId } from "@/domain/agent_status.ts";
import { AgentId, type SessionId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import {
  type ListRange,
  olderThan,
  type TimeRange,
  within,
} from "./age_order.ts";
import { pageOf } from "./cursor.ts";
import { withInstants } from "./instants.ts";
import { BUDGET_COLUMNS, leftOut } from "./left_out.ts";
import { newestOfEach } from "./newest.ts";
import { columnsOf, type RecordTable, upsertOf } from "./record_table.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

/** Which agents to list. */
export type AgentFilter = ListRange & TimeRange & {
  readonly status?: AgentStatus | undefined;
  readonly role?: AgentRole | undefined;
  readonly sessionId?: SessionId | undefined;
};

type Row = UsageColumns & {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly model: string;
  readonly status: string;
  readonly state: object;
  readonly config: unknown;
  readonly session_id: string | null;
  readonly claude_session: unknown;
  readonly working_directory: string;
  readonly tasks_completed: number;
  readonly tasks_failed: number;
  readonly transcript_length: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly updated_seq: number;
};

const AGENTS: RecordTable = {
  name: "agents",
  key: ["id"],
  columns: {
    id: "uuid",
    name: "text",
    role: "text",
    model: "text",
    status: "text",
    state: "jsonb",
    config: "jsonb",
    process_id: "integer",
    session_id: "uuid",
    claude_session: "jsonb",
    working_directory: "text",
    input_tokens: "bigint",
    output_tokens: "bigint",
    cache_read_tokens: "bigint",
    cache_write_tokens: "bigint",
    cost_usd: "double precision",
    tasks_completed: "integer",
    tasks_failed: "integer",
    turns: "integer",
    crashes: "jsonb",
    budget_marks: "jsonb",
    transcript_length: "integer",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    ended_at: "timestamptz",
    updated_seq: "bigint",
  },
};

/**
 * Stores agents as they are now, in one statement. What is stored already in
 * a version that is as new stays. Safe to repeat.
 */
export async function upsertAgents(
  sql: Sql,
  agents: readonly Agent[],
): Promise<void> {
  if (agents.length === 0) return;
  const rows = newestOfEach(agents).map(({ state, usage, ...agent }) => {
    const { status, ...rest } = state;
    return {
      ...agent,
      ...usage,
      status,
      state: rest,
      process_id: processId(state),
      ended_at: isEnded(state) ? state.since : null,
    };
  });
  await sql`${upsertOf(AGENTS, rows)}`;
}

const COLUMNS = columnsOf(AGENTS);

/** One agent as the history has it. */
export async function findAgent(
  sql: Sql,
  id: AgentId,
): Promise<Agent | undefined> {
  // It may come from an address; the database refuses what is no UUID.
  if (!AgentId.safeParse(id).success) return undefined;
  const [row] = await sql<Row>`select ${COLUMNS} from agents where id = ${id}`;
  return row && agentOf(row);
}

/**
 * Agents that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listAgents(
  sql: Sql,
  filter: AgentFilter,
): Promise<Page<Agent>> {
  const rows = await sql<Row>`
    select ${COLUMNS} from agents
    where ${
    allOf([
      filter.status && part`status = ${filter.status}`,
      filter.role && part`role = ${filter.role}`,
      filter.sessionId && part`session_id = ${filter.sessionId}`,
      ...within(part`created_at`, filter),
      olderThan(part`created_at, id`, filter.cursor),
    ])
  }
    order by created_at desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    agentOf,
    (row) => [row.created_at.toISOString(), row.id],
  );
}

function agentOf(row: Row): Agent {
  const { status, state, ...rest } = withInstants(
    leftOut(row, BUDGET_COLUMNS),
  );
  return Agent.parse({
    ...rest,
    state: { status, ...state },
    usage: usageOf(row),
  });
}
