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
import { allOf, part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** One measured value. */
export const MetricRecord = z.object({
  id: z.uuid(),
  metric_name: z.string().max(100),
  value: z.number(),
  unit: z.string().max(50).nullable(),
  agent_id: AgentId.nullable(),
  task_id: TaskId.nullable(),
  timestamp: Instant,
});
export type MetricRecord = z.infer<typeof MetricRecord>;

type Row = { readonly id: string; readonly timestamp: Date };

/** Which values to list. */
export type MetricFilter = ListRange & TimeRange & {
  readonly name?: string | undefined;
  readonly agentId?: AgentId | undefined;
};

/** Stores measured values, in one statement; agents and tasks are stored first. Safe to repeat. */
export async function insertMetrics(
  sql: Sql,
  metrics: readonly MetricRecord[],
): Promise<void> {
  if (metrics.length === 0) return;
  await sql`
    insert into performance_metrics (id, metric_name, value, unit, agent_id,
      task_id, timestamp)
    select id, metric_name, value, unit, agent_id, task_id, "timestamp"
    from jsonb_to_recordset(${json(metrics)}) as row (id uuid,
      metric_name text, value decimal, unit text, agent_id uuid,
      task_id uuid, "timestamp" timestamptz)
    on conflict (id) do nothing`;
}

/**
 * Values that fit, the newest first.
 *
 * @throws {BadCursor} (as a rejection) when the cursor is not one of this list.
 */
export async function listMetrics(
  sql: Sql,
  filter: MetricFilter,
): Promise<Page<MetricRecord>> {
  const rows = await sql<Row>`
    select id, metric_name, value, unit, agent_id, task_id, timestamp
    from performance_metrics
    where ${
    allOf([
      filter.name ? part`metric_name = ${filter.name}` : undefined,
      filter.agentId && part`agent_id = ${filter.agentId}`,
      ...within(part`timestamp`, filter),
      olderThan(part`timestamp, id`, filter.cursor),
    ])
  }
    order by timestamp desc, id desc limit ${filter.limit + 1}`;
  return pageOf(
    rows,
    filter.limit,
    (row) => MetricRecord.parse(withInstants(row)),
    (row) => [row.timestamp.toISOString(), row.id],
  );
}

/** Removes values that are older and gives how many. Safe to repeat. */
export async function removeMetricsBefore(
  sql: Sql,
  before: Date,
): Promise<number> {
  const [row] = await sql<{ removed: number }>`
    with gone as (
      delete from performance_metrics where timestamp < ${before} returning 1)
    select count(*) as removed from gone`;
  return row?.removed ?? 0;
}
