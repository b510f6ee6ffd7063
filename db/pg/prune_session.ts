import type { PrunableSession } from "@/domain/retention.ts";
import type { SessionId } from "@/domain/ids.ts";
import { PRUNED_ROWS, type PrunedRows } from "./prune.ts";
import { part, type Sql, type SqlPart } from "./sql.ts";

/** Sessions that one answer names; the next one names the next. */
const MOST_SESSIONS = 200;

/** Archived sessions, the longest archived first, and what goes with each. */
export async function listPrunable(
  sql: Sql,
  archivedBefore: Date | undefined,
): Promise<PrunableSession[]> {
  const rows = await sql<
    Omit<PrunableSession, "archived_at"> & { readonly ended_at: Date }
  >`
    select session.id, session.name, session.ended_at,
      (select count(*) from agents where session_id = session.id) as agents,
      (select count(*) from tasks where session_id = session.id) as tasks,
      entries.count as transcript_entries,
      entries.bytes + (
        select coalesce(sum(pg_column_size(task.*)
          + coalesce((select pg_column_size(body) from texts
            where blob = task.description_blob), 0)
          + coalesce((select pg_column_size(body) from texts
            where blob = task.result -> 'output' ->> 'blob'), 0)), 0)
        from tasks task where session_id = session.id) as bytes
    from sessions session, lateral (
      select count(*) as count, coalesce(sum(pg_column_size(entry.*)
        + coalesce((select pg_column_size(body) from texts
          where blob = entry.text_blob), 0)), 0) as bytes
      from transcript_entries entry
      where agent_id in (select id from agents where session_id = session.id)
    ) entries
    where session.status = 'archived'
      and (${archivedBefore ?? null}::timestamptz is null
        or session.ended_at < ${archivedBefore ?? null}::timestamptz)
    order by session.created_at, session.id limit ${MOST_SESSIONS}`;
  return rows.map(({ ended_at, ...row }) => ({
    ...row,
    archived_at: ended_at.toISOString(),
  }));
}

/** Notes that these sessions are to go, until they are gone. Safe to repeat. */
export async function requestPrune(
  sql: Sql,
  sessions: readonly SessionId[],
): Promise<void> {
  await sql`
    insert into session_prunes (session_id)
    select unnest(${sessions}::uuid[]) on conflict do nothing`;
}

/** Sessions that wait to go, in the order in which that was asked. */
export async function requestedPrunes(sql: Sql): Promise<SessionId[]> {
  const rows = await sql<{ session_id: SessionId }>`
    select session_id from session_prunes order by requested_at, session_id`;
  return rows.map(({ session_id }) => session_id);
}

/** The session is gone, or stays after all. */
export async function forgetPrune(sql: Sql, id: SessionId): Promise<void> {
  await sql`delete from session_prunes where session_id = ${id}`;
}

/**
 * Removes a part of what belongs to a session, a bounded number of rows, and in
 * the end the session itself; nothing when all of it is gone. Events stay until
 * they are old enough, since the log has no gap, and so does what was paid.
 */
export async function pruneSession(
  sql: Sql,
  session: SessionId,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const agents = part`select id from agents where session_id = ${session}`;
  const tasks = part`select id from tasks where session_id = ${session}`;
  const entries = await pruneEntriesOf(sql, agents, limit);
  if (entries.transcript_entries !== 0) return entries;
  const steps: readonly [string, SqlPart, SqlPart][] = [
    [
      "performance_metrics",
      part`performance_metrics`,
      part`agent_id in (${agents}) or task_id in (${tasks})`,
    ],
    [
      "agent_communications",
      part`agent_communications`,
      part`from_agent_id in (${agents}) or to_agent_id in (${agents})
        or task_id in (${tasks})`,
    ],
    [
      "approvals",
      part`approvals`,
      part`agent_id in (${agents}) or task_id in (${tasks})`,
    ],
    ["handoffs", part`handoffs`, part`task_id in (${tasks})`],
  ];
  for (const [name, table, condition] of steps) {
    const [row] = await sql<{ removed: number }>`
      with gone as (
        delete from ${table} where ctid = any(array(
          select ctid from ${table} where ${condition} limit ${limit}))
        returning 1)
      select count(*) as removed from gone`;
    if (row && row.removed > 0) return { [name]: row.removed };
  }
  const gone = await pruneTasksOf(sql, session, limit);
  if (gone.tasks !== 0) return gone;
  const [last] = await sql<{ agents: number; sessions: number }>`
    with gone as (
      delete from agents where session_id = ${session}
        and not exists (select from tasks where assigned_agent_id = agents.id)
        and not exists (
          select from handoffs where manager_agent_id = agents.id)
      returning 1),
    itself as (delete from sessions where id = ${session} returning 1)
    select (select count(*) from gone) as agents,
      (select count(*) from itself) as sessions`;
  return { ...last };
}

async function pruneEntriesOf(
  sql: Sql,
  agents: SqlPart,
  limit: number,
): Promise<PrunedRows> {
  const [row] = await sql<{ transcript_entries: number; texts: number }>`
    with gone as (
      delete from transcript_entries where ctid = any(array(
        select ctid from transcript_entries where agent_id in (${agents})
        limit ${limit}))
      returning text_blob),
    unread as (
      delete from texts where blob = any(array(
        select text_blob from gone where text_blob is not null))
      returning 1)
    select (select count(*) from gone) as transcript_entries,
      (select count(*) from unread) as texts`;
  return { ...row };
}

/** With their attempts and long texts; the parts of other tasks are let go first. */
async function pruneTasksOf(
  sql: Sql,
  session: SessionId,
  limit: number,
): Promise<PrunedRows> {
  await sql`
    update tasks set parent_task_id = null where parent_task_id in (
      select id from tasks where session_id = ${session}
      order by created_at, id limit ${limit})`;
  const [row] = await sql<{ tasks: number; texts: number }>`
    with gone as (
      delete from tasks where id = any(array(
        select id from tasks where session_id = ${session}
        order by created_at, id limit ${limit}))
      returning description_blob, result -> 'output' ->> 'blob' as output_blob),
    unread as (
      delete from texts where blob = any(array(
        select description_blob from gone where description_blob is not null
        union select output_blob from gone where output_blob is not null))
      returning 1)
    select (select count(*) from gone) as tasks,
      (select count(*) from unread) as texts`;
  return { ...row };
}
