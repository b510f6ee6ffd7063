import { z } from "zod";
import { AgentId, Instant, TaskId } from "@/domain/ids.ts";
import type { Sql } from "./sql.ts";
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
