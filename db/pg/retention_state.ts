import { PruneRun } from "@/domain/retention.ts";
import type { Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** What was noted under that name; `undefined` when nothing was. */
export async function readState(sql: Sql, name: string): Promise<unknown> {
  const [row] = await sql<{ data: unknown }>`
    select data from retention_state where name = ${name}`;
  return row?.data;
}

/** What pruning of that kind did last; null before its first time. */
export async function readRun(
  sql: Sql,
  name: "live" | "history" | "sessions",
): Promise<PruneRun | null> {
  const [row] = await sql<{ at: Date; data: unknown }>`
    select at, data from retention_state where name = ${name}`;
  return row
    ? PruneRun.parse({ at: row.at.toISOString(), removed: row.data })
    : null;
}

/** Notes it in place of what was noted before. Safe to repeat. */
export async function saveState(
  sql: Sql,
  name: string,
  at: Date,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`
    insert into retention_state (name, at, data)
    values (${name}, ${at}, ${json(data)})
    on conflict (name) do update set at = excluded.at, data = excluded.data`;
}
