import type { AgentId } from "@/domain/ids.ts";
import { MARKER, metricFacts, type MetricSample } from "@/domain/metric.ts";
import type { StepPart, StepRange } from "@/domain/metric_series.ts";
import { v5 } from "uuid";
import { insertMetrics, MetricRecord } from "./metrics.ts";
import type { Sql } from "./sql.ts";
import { SqlError } from "./sql_error.ts";

const FOREIGN_KEY_VIOLATION = "23503";
/** Makes the ids of values, so that storing a sample again changes nothing. */
const NAMESPACE = "6f1d0a52-3c8e-4b7f-9f0e-2d8f6a1c5b43";
/** Rows that one step of pruning takes: a few milliseconds. */
const PRUNED_ROWS = 2_000;

/**
 * Stores a sample in one statement; safe to repeat. Values of agents that the history does not
 * know are left out, so that they never hold up the rest.
 */
export async function insertSample(
  sql: Sql,
  sample: MetricSample,
): Promise<void> {
  const records = sample.values.map(({ name, value, agent_id }) =>
    MetricRecord.parse({
      id: v5(`${sample.at} ${name} ${agent_id}`, NAMESPACE),
      metric_name: name,
      value,
      unit: metricFacts(name).unit,
      agent_id,
      task_id: null,
      timestamp: sample.at,
    })
  );
  try {
    await insertMetrics(sql, records);
  } catch (error) {
    const isUnknownAgent = error instanceof SqlError &&
      error.code === FOREIGN_KEY_VIOLATION;
    if (!isUnknownAgent) throw error;
    await insertMetrics(sql, records.filter(({ agent_id }) => !agent_id));
  }
}

/** Removes a bounded number of values from before the time; gives how many. Safe to repeat. */
export async function pruneMetrics(
  sql: Sql,
  before: Date,
  limit = PRUNED_ROWS,
): Promise<number> {
  const [row] = await sql<{ removed: number }>`
    with gone as (
      delete from performance_metrics where ctid = any(array(
        select ctid from performance_metrics where timestamp < ${before}
        order by timestamp limit ${limit}))
      returning 1)
    select count(*) as removed from gone`;
  return row?.removed ?? 0;
}

/**
 * Values of the span, put together by steps. The marker is always among them:
 * it tells in which steps samples were taken.
 */
export async function readMetricParts(
  sql: Sql,
  { fromMs, toMs, stepMs }: StepRange,
  filter: {
    readonly names: readonly string[];
    readonly agentId: AgentId | undefined;
  },
): Promise<readonly StepPart[]> {
  const agentId = filter.agentId ?? null;
  return await sql<StepPart>`
    select floor(extract(epoch from timestamp) * 1000 / ${stepMs}::bigint)
        * ${stepMs}::bigint as "stepAtMs",
      metric_name as name, agent_id, sum(value) as sum, max(value) as max,
      count(*) as count
    from performance_metrics
    where timestamp >= ${new Date(fromMs)} and timestamp < ${new Date(toMs)}
      and (metric_name = ${MARKER} or (metric_name = any(${filter.names}::text[])
        and (${agentId}::uuid is null or agent_id = ${agentId}::uuid)))
    group by 1, 2, 3`;
}
