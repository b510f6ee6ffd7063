import type { FleetEvent } from "@/domain/event.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Usage } from "@/domain/usage.ts";
import { type TimeRange, within } from "./age_order.ts";
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

/** Stores what these events say was used, in one statement. Safe to repeat. */
export async function insertUsage(
  sql: Sql,
  events: readonly FleetEvent[],
): Promise<void> {
  const rows = events.flatMap((event) => {
    if (event.type !== "usage.recorded") return [];
    const { type: _, data, ...rest } = event;
    return [{ ...rest, ...data.usage }];
  });
  if (rows.length === 0) return;
  await sql`
    insert into usage_records (seq, at, agent_id, task_id, session_id, input_tokens,
      output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
    select seq, at, agent_id, task_id, session_id, input_tokens,
      output_tokens, cache_read_tokens, cache_write_tokens, cost_usd
    from jsonb_to_recordset(${json(rows)}) as row (seq bigint,
      at timestamptz, agent_id uuid, task_id uuid, session_id uuid, input_tokens bigint,
      output_tokens bigint, cache_read_tokens bigint,
      cache_write_tokens bigint, cost_usd double precision)
    on conflict (seq) do nothing`;
}

/** Whose usage to sum, and over what time. */
export type UsageFilter = TimeRange & {
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly sessionId?: SessionId | undefined;
};

/** What was used in all, in tokens and US dollars. */
export async function sumUsage(sql: Sql, filter: UsageFilter): Promise<Usage> {
  const [row] = await sql<UsageColumns>`
    select coalesce(sum(input_tokens), 0) as input_tokens,
      coalesce(sum(output_tokens), 0) as output_tokens,
      coalesce(sum(cache_read_tokens), 0) as cache_read_tokens,
      coalesce(sum(cache_write_tokens), 0) as cache_write_tokens,
      coalesce(sum(cost_usd), 0) as cost_usd
    from usage_records
    where ${
    allOf([
      filter.agentId && part`agent_id = ${filter.agentId}`,
      filter.taskId && part`task_id = ${filter.taskId}`,
      filter.sessionId && part`session_id = ${filter.sessionId}`,
      ...within(part`at`, filter),
    ])
  }`;
  return usageOf(row as UsageColumns);
}
