import { dayOf } from "@/domain/budget_reducer.ts";
import type { FleetEvent } from "@/domain/event.ts";
import type { Usage } from "@/domain/usage.ts";
import { reportOf } from "@/domain/usage_days.ts";
import type {
  UsageGrouping,
  UsageReport,
  UsageSpan,
} from "@/domain/usage_report.ts";
import { part, type Sql, type SqlPart } from "./sql.ts";
import { json } from "./sql_value.ts";
import { type UsageColumns, usageOf } from "./usage_columns.ts";

type Row = UsageColumns & {
  readonly day: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly turns: number;
};

/**
 * Adds what these events say was used to the sums of their days, in one
 * statement. Each event may be added once only: the caller leaves out what the
 * history has already.
 */
export async function addUsageDays(
  sql: Sql,
  events: readonly FleetEvent[],
): Promise<void> {
  const rows = events.flatMap(rowsOf);
  if (rows.length === 0) return;
  await sql`
    insert into usage_days as days (day, agent_id, model, session_id, turns,
      input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
      cost_usd)
    select day, agent_id, coalesce(model,
        (select model from agents where agents.id = agent_id), 'unknown'),
      (array_agg(session_id))[1], sum(turns), sum(input_tokens),
      sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
      sum(cost_usd)
    from jsonb_to_recordset(${json(rows)}) as used (day date, agent_id uuid,
      model text, session_id uuid, turns integer, input_tokens bigint,
      output_tokens bigint, cache_read_tokens bigint,
      cache_write_tokens bigint, cost_usd double precision)
    group by 1, 2, 3
    on conflict (day, agent_id, model) do update set
      turns = days.turns + excluded.turns,
      input_tokens = days.input_tokens + excluded.input_tokens,
      output_tokens = days.output_tokens + excluded.output_tokens,
      cache_read_tokens = days.cache_read_tokens + excluded.cache_read_tokens,
      cache_write_tokens =
        days.cache_write_tokens + excluded.cache_write_tokens,
      cost_usd = days.cost_usd + excluded.cost_usd`;
}

/** One for each model that was paid; the turn counts for the first. */
function rowsOf(event: FleetEvent): object[] {
  if (event.type !== "usage.recorded") return [];
  const { agent_id, session_id, data } = event;
  const turns = data.duration_ms === undefined ? 0 : 1;
  const models: (readonly [string | null, Usage])[] = Object.entries(
    data.models ?? {},
  );
  return (models.length > 0 ? models : [[null, data.usage] as const])
    .map(([model, usage], index) => ({
      day: dayOf(event.at),
      agent_id,
      session_id,
      model,
      turns: index === 0 ? turns : 0,
      ...usage,
    }));
}

/** What a group is called by, and where its name is. */
const GROUPS: Readonly<
  Record<UsageGrouping, { readonly id: SqlPart; readonly name: SqlPart }>
> = {
  model: { id: part`model`, name: part`id` },
  agent: {
    id: part`agent_id`,
    name: part`(select name from agents where agents.id = sums.id)`,
  },
  session: {
    id: part`session_id`,
    name: part`(select name from sessions where sessions.id = sums.id)`,
  },
};

/** What was used on each day of the span, told apart as it says. */
export async function readUsageDays(
  sql: Sql,
  span: UsageSpan,
): Promise<UsageReport> {
  const { id, name } = GROUPS[span.by];
  const rows = await sql<Row>`
    select to_char(day, 'YYYY-MM-DD') as day, id, ${name} as name, turns,
      input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
      cost_usd
    from (
      select day, ${id} as id, sum(turns) as turns,
        sum(input_tokens) as input_tokens,
        sum(output_tokens) as output_tokens,
        sum(cache_read_tokens) as cache_read_tokens,
        sum(cache_write_tokens) as cache_write_tokens,
        sum(cost_usd) as cost_usd
      from usage_days where day between ${span.from}::date and ${span.to}::date
      group by day, 2) as sums
    order by sums.day, sums.cost_usd desc`;
  return reportOf(
    span,
    rows.map((row) => ({
      day: row.day,
      id: row.id,
      name: row.name,
      turns: Number(row.turns),
      usage: usageOf(row),
    })),
  );
}
