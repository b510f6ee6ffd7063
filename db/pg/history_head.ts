import type { Sql } from "./sql.ts";

/** The `seq` of the last event that the history has; 0 when it has none. */
export async function readHead(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number }>`select seq from history_head`;
  return row?.seq ?? 0;
}

/**
 * The same, and nobody else moves it until the transaction ends: two writers
 * take turns.
 */
export async function lockHead(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number }>`
    select seq from history_head for update`;
  return row?.seq ?? 0;
}

/** To be called with the head locked. */
export async function moveHead(sql: Sql, seq: number): Promise<void> {
  await sql`update history_head set seq = ${seq}`;
}

/**
 * Lets an empty history begin after `seq`, for a log whose beginning is no
 * longer there. Gives whether it did: one that has events stays as it is.
 */
export async function beginAfter(sql: Sql, seq: number): Promise<boolean> {
  const rows = await sql`
    update history_head set seq = ${seq}
    where seq = 0 and not exists (select from events) returning seq`;
  return rows.length > 0;
}
