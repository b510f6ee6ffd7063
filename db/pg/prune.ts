import { removeRows } from "./remove_rows.ts";
import { part, type Sql } from "./sql.ts";

/** Rows that one statement removes: some milliseconds. */
export const PRUNED_ROWS = 1_000;

/** How many rows of a kind one step removed. */
export type PrunedRows = Readonly<Record<string, number>>;

/**
 * Removes the oldest events, up to the first one that is young enough: what is
 * left has no gap. A bounded number of them; safe to repeat.
 */
export async function pruneEvents(
  sql: Sql,
  before: Date,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const [row] = await sql<{ events: number }>`
    with oldest as materialized (
      select seq, at from events order by seq limit ${limit}),
    young as (select min(seq) as seq from oldest where at >= ${before}),
    gone as (
      delete from events where seq = any(array(
        select oldest.seq from oldest, young
        where young.seq is null or oldest.seq < young.seq))
      returning 1)
    select count(*) as events from gone`;
  return { events: row?.events ?? 0 };
}

/** The text of an entry that went, unless it is its task's. */
export const ENTRY_TEXT = part`case when text_blob is distinct from (
    select description_blob from tasks where id = gone.task_id)
  then text_blob end`;

/** What an attempt that went had submitted, unless it became its task's result. */
export const ATTEMPT_TEXT =
  part`case when submitted ->> 'blob' is distinct from (
    select result #>> '{output,blob}' from tasks where id = gone.task_id)
  then submitted ->> 'blob' end`;

/**
 * Removes the oldest entries of transcripts with their long texts; those of
 * tasks that are not over stay. A bounded number of them; safe to repeat.
 */
export async function pruneEntries(
  sql: Sql,
  before: Date,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const { rows, texts } = await removeRows(
    sql,
    part`delete from transcript_entries where ctid = any(array(
      select entry.ctid from transcript_entries entry
      where at < ${before} and not exists (
        select from tasks where id = entry.task_id and ended_at is null)
      order by at, agent_id, n limit ${limit}))`,
    ENTRY_TEXT,
  );
  return { transcript_entries: rows, texts };
}

/** Removes the oldest attempts of tasks that ended before the time. Safe to repeat. */
export async function pruneAttempts(
  sql: Sql,
  before: Date,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const { rows, texts } = await removeRows(
    sql,
    part`delete from task_attempts where ctid = any(array(
      select attempt.ctid from task_attempts attempt
      where assigned_at < ${before} and exists (
        select from tasks
        where id = attempt.task_id and ended_at < ${before})
      order by assigned_at limit ${limit}))`,
    ATTEMPT_TEXT,
  );
  return { task_attempts: rows, texts };
}

/** Removes the oldest messages between agents. Safe to repeat. */
export async function pruneCommunications(
  sql: Sql,
  before: Date,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const { rows, texts } = await removeRows(
    sql,
    part`delete from agent_communications where ctid = any(array(
      select ctid from agent_communications where timestamp < ${before}
      order by timestamp limit ${limit}))`,
    part`content ->> 'blob'`,
  );
  return { agent_communications: rows, texts };
}

/** All kinds of details that go by their age, one step each. */
export const PRUNE_STEPS = [
  pruneEvents,
  pruneEntries,
  pruneAttempts,
  pruneCommunications,
] as const;

/**
 * Makes the room of removed rows free for new ones, one table at a time, in an
 * engine that does not do it by itself.
 */
export const VACUUM_STEPS: readonly string[] = [
  "vacuum (analyze) events",
  "vacuum (analyze) transcript_entries",
  "vacuum (analyze) texts",
  "vacuum (analyze) task_attempts",
  "vacuum (analyze) agent_communications",
  "vacuum (analyze) performance_metrics",
];
