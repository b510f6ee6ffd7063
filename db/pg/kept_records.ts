import type { AgentId } from "@/domain/ids.ts";
import { part, type Sql } from "./sql.ts";
import { json } from "./sql_value.ts";

/** A record in the version that the history has to have. */
export type WantedRecord = {
  readonly id: string;
  readonly updated_seq: number;
};

const TABLES = {
  tasks: part`tasks`,
  agents: part`agents`,
  handoffs: part`handoffs`,
  agent_communications: part`agent_communications`,
  approvals: part`approvals`,
  incidents: part`incidents`,
} as const;

/** Ids of those records that the history has, as new as they are wanted. */
export async function findKept(
  sql: Sql,
  table: keyof typeof TABLES,
  wanted: readonly WantedRecord[],
): Promise<ReadonlySet<string>> {
  const rows = wanted.map(({ id, updated_seq }) => ({ id, updated_seq }));
  const kept = await sql<{ id: string }>`
    select kept.id from ${TABLES[table]} kept
    join jsonb_to_recordset(${json(rows)}) as row (id uuid, updated_seq bigint)
      on kept.id = row.id and kept.updated_seq >= row.updated_seq`;
  return new Set(kept.map(({ id }) => id));
}

/** The number of the last entry of an agent that the history has. */
export async function lastEntry(
  sql: Sql,
  agent: AgentId,
): Promise<number | undefined> {
  const [row] = await sql<{ n: number }>`
    select n from transcript_entries where agent_id = ${agent}
    order by n desc limit 1`;
  return row?.n;
}
