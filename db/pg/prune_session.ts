import type { SessionId } from "@/domain/ids.ts";
import {
  ATTEMPT_TEXT,
  ENTRY_TEXT,
  PRUNED_ROWS,
  type PrunedRows,
} from "./prune.ts";
import { removeRows } from "./remove_rows.ts";
import { part, type Sql, type SqlPart } from "./sql.ts";

/** One kind of rows that goes with a session. */
type SessionRows = {
  readonly table: SqlPart;
  /** Which rows, by the session's agents and tasks. */
  readonly belong: (agents: SqlPart, tasks: SqlPart) => SqlPart;
  /** Names of the long texts in a row that went. */
  readonly texts?: SqlPart;
};

/**
 * What goes with a session before its tasks and agents do, in this order. What
 * speaks of two sessions goes with the first of them.
 */
const DETAILS: Readonly<Record<string, SessionRows>> = {
  transcript_entries: {
    table: part`transcript_entries`,
    belong: (agents) => part`agent_id in (${agents})`,
    texts: ENTRY_TEXT,
  },
  performance_metrics: {
    table: part`performance_metrics`,
    belong: (agents, tasks) =>
      part`agent_id in (${agents}) or task_id in (${tasks})`,
  },
  agent_communications: {
    table: part`agent_communications`,
    belong: (agents, tasks) =>
      part`from_agent_id in (${agents}) or to_agent_id in (${agents})
        or task_id in (${tasks})`,
    texts: part`content ->> 'blob'`,
  },
  approvals: {
    table: part`approvals`,
    belong: (agents, tasks) =>
      part`agent_id in (${agents}) or task_id in (${tasks})`,
    texts: part`input ->> 'blob'`,
  },
  // One of another session's task stays, and with it the agent that led it.
  handoffs: {
    table: part`handoffs`,
    belong: (_, tasks) => part`task_id in (${tasks})`,
    texts: part`unnest(array[data #>> '{requirements,blob}',
        data #>> '{result,output,blob}'] || array(
        select part #>> '{description,blob}'
        from jsonb_array_elements(data -> 'parts') part union all
        select part #>> '{instructions,blob}'
        from jsonb_array_elements(data -> 'parts') part))`,
  },
  task_attempts: {
    table: part`task_attempts`,
    belong: (_, tasks) => part`task_id in (${tasks})`,
    texts: ATTEMPT_TEXT,
  },
  task_dependencies: {
    table: part`task_dependencies`,
    belong: (_, tasks) =>
      part`task_id in (${tasks}) or depends_on_task_id in (${tasks})`,
  },
};

/** Tables whose rows go with a session. */
export const PRUNED_TABLES: readonly string[] = [
  ...Object.keys(DETAILS),
  "tasks",
  "agents",
  "sessions",
];

/**
 * Tables that name agents, tasks or sessions, and keep their rows: the log has
 * no gap, what was paid stays paid, an incident is one cause and may be about
 * several sessions, and a request lasts until it is done.
 */
export const KEPT_TABLES: readonly string[] = [
  "events",
  "incidents",
  "usage_days",
  "usage_records",
  "session_prunes",
];

/**
 * Removes a part of what belongs to a session, a bounded number of rows with
 * their long texts, and in the end the session itself; nothing when all of it
 * is gone. An agent that had, or led, a task of another session stays as a row,
 * for that one's sake. Events stay until they are old enough, since the log has
 * no gap, and so does what was paid.
 */
export async function pruneSession(
  sql: Sql,
  session: SessionId,
  limit = PRUNED_ROWS,
): Promise<PrunedRows> {
  const agents = part`select id from agents where session_id = ${session}`;
  const tasks = part`select id from tasks where session_id = ${session}`;
  for (const [name, { table, belong, texts }] of Object.entries(DETAILS)) {
    const gone = await removeRows(
      sql,
      part`delete from ${table} where ctid = any(array(
        select ctid from ${table} where ${
        belong(agents, tasks)
      } limit ${limit}))`,
      texts,
    );
    if (gone.rows > 0) return { [name]: gone.rows, texts: gone.texts };
  }
  const gone = await pruneTasksOf(sql, session, limit);
  if (gone.tasks !== 0) return gone;
  const left = await removeRows(
    sql,
    part`delete from agents where id = any(array(
      select id from agents where session_id = ${session}
        and not exists (select from tasks where assigned_agent_id = agents.id)
        and not exists (
          select from handoffs where manager_agent_id = agents.id)
      limit ${limit}))`,
  );
  if (left.rows > 0) return { agents: left.rows };
  const itself = await removeRows(
    sql,
    part`delete from sessions where id = ${session}`,
  );
  return { sessions: itself.rows };
}

/** The parts of other tasks are let go first. */
async function pruneTasksOf(
  sql: Sql,
  session: SessionId,
  limit: number,
): Promise<PrunedRows> {
  const some = part`select id from tasks where session_id = ${session}
    order by created_at, id limit ${limit}`;
  await sql`
    update tasks set parent_task_id = null where parent_task_id in (${some})`;
  const gone = await removeRows(
    sql,
    part`delete from tasks where id = any(array(${some}))`,
    part`unnest(array[description_blob, result #>> '{output,blob}'])`,
  );
  return { tasks: gone.rows, texts: gone.texts };
}
