import type { PrunableSession } from "@/domain/retention.ts";
import type { SessionId } from "@/domain/ids.ts";
import type { Sql } from "./sql.ts";

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
