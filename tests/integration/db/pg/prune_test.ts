import { strict as assert } from "node:assert";
import { instantOfNewest, measureHistory } from "@/db/pg/history_size.ts";
import { findKept, lastEntry } from "@/db/pg/kept_records.ts";
import {
  PRUNE_STEPS,
  pruneAttempts,
  pruneEntries,
  pruneEvents,
  VACUUM_STEPS,
} from "@/db/pg/prune.ts";
import {
  listPrunable,
  requestedPrunes,
  requestPrune,
} from "@/db/pg/prunable_sessions.ts";
import {
  KEPT_TABLES,
  PRUNED_TABLES,
  pruneSession,
} from "@/db/pg/prune_session.ts";
import type { Database } from "@/db/pg/sql.ts";
import { agentId, sessionId, taskId } from "@/tests/helpers/fleet.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();
const EVENTS = 3_000;
/** Event n and entry n are of minute n; the half of them is old. */
const HALF = new Date("2026-01-01T00:00:00.000Z");
const MINUTES_OLD = EVENTS / 2;

/** Two agents of two sessions; every third entry has a long text. */
async function fill(database: Database): Promise<void> {
  const start =
    `timestamptz '${HALF.toISOString()}' - ${MINUTES_OLD} * interval '1 minute'`;
  await database.exec(`
    insert into sessions (id, name, status, state, ended_at)
      values ('${sessionId(1)}', 'Over', 'archived', '{}', '2026-01-01'),
        ('${sessionId(2)}', 'Active', 'active', '{}', null);
    insert into agents (id, name, role, model, state, config, session_id, claude_session, working_directory, updated_seq)
      select ('01900000-0000-7000-800a-00000000000' || n)::uuid, 'Agent', 'worker', 'sonnet', '{}', '{}',
        ('01900000-0000-7000-8009-00000000000' || n)::uuid, '{}', '/', 7 from generate_series(1, 2) n;
    insert into tasks (id, title, description, description_blob, status, state, assigned_agent_id, session_id, ended_at, updated_seq)
      values ('${taskId(1)}', 'Over', '', 'task-text', 'completed', '{}', '${
    agentId(1)
  }', '${sessionId(1)}', '2025-12-31', 9),
        ('${taskId(2)}', 'Open', '', null, 'running', '{}', '${agentId(2)}', '${
    sessionId(2)
  }', null, 9);
    insert into texts (blob, body) values ('task-text', 'whole');
    insert into task_attempts (task_id, number, agent_id, message_uuid, assigned_at, updated_seq)
      select id, 1, assigned_agent_id, id, '2025-12-31', 1 from tasks;
    insert into events (seq, at, type, data)
      select n, ${start} + n * interval '1 minute', 'server.stopped', '{}' from generate_series(1, ${EVENTS}) n;
    insert into transcript_entries (agent_id, n, at, task_id, kind, text, text_length, text_blob, data)
      select ('01900000-0000-7000-800a-00000000000' || 1 + n % 2)::uuid, n, ${start} + n * interval '1 minute',
        case when n = 10 then '${taskId(2)}'::uuid else '${
    taskId(1)
  }'::uuid end, 'text', 'a', 1,
        case when n % 3 = 0 then 'text-' || n end, '{}' from generate_series(1, ${EVENTS}) n;
    insert into texts (blob, body) select text_blob, repeat('x', 100) from transcript_entries where text_blob is not null;
    analyze;`);
}

const count = async (database: Database, table: "events" | "texts") => {
  const [row] = table === "events"
    ? await database<{ n: number }>`select count(*) as n from events`
    : await database<{ n: number }>`select count(*) as n from texts`;
  return row?.n;
};

databases.test("events go from the oldest on, and what is left has no gap", async (database) => {
  await fill(database);

  const first = await pruneEvents(database, HALF);
  const second = await pruneEvents(database, HALF);
  const third = await pruneEvents(database, HALF);

  assert.deepEqual([first, second, third].map(({ events }) => events), [
    1_000,
    499,
    0,
  ]);
  const [left] = await database`
    select min(seq) as first, max(seq) as last, count(*) as count from events`;
  assert.deepEqual(left, { first: 1_500, last: EVENTS, count: 1_501 });
});

databases.test("an event that is young holds up older ones behind it, as the log has no gap", async (database) => {
  await fill(database);
  await database`update events set at = ${new Date()} where seq = 5`;

  const gone = await pruneEvents(database, HALF);

  assert.deepEqual(gone, { events: 4 });
  assert.equal((await pruneEvents(database, HALF)).events, 0);
});

databases.test("entries go with their texts, and those of an open task stay", async (database) => {
  await fill(database);
  const texts = await count(database, "texts");

  const first = await pruneEntries(database, HALF);
  const second = await pruneEntries(database, HALF);
  const third = await pruneEntries(database, HALF);

  assert.equal(first.transcript_entries, 1_000);
  assert.equal(second.transcript_entries, 498);
  assert.deepEqual(third, { transcript_entries: 0, texts: 0 });
  assert.equal(await count(database, "texts"), (texts ?? 0) - 499);
  const open = await database`
    select n from transcript_entries where task_id = ${taskId(2)}`;
  assert.deepEqual(open, [{ n: 10 }]);
});

databases.test("attempts go only of tasks that ended before the time", async (database) => {
  await fill(database);

  assert.deepEqual(await pruneAttempts(database, HALF), {
    task_attempts: 1,
    texts: 0,
  });
  assert.deepEqual(await database`select task_id from task_attempts`, [{
    task_id: taskId(2),
  }]);
});

databases.test("each step finds what is old by an index", async (database) => {
  await fill(database);

  for (const step of PRUNE_STEPS) {
    const plans: string[] = [];
    await database.tx(async (sql) => {
      await sql.exec("set local enable_seqscan = off");
      const explaining = Object.assign(
        async <Row>(
          strings: TemplateStringsArray,
          ...values: Parameters<typeof sql>[1][]
        ) => {
          const explain = Object.assign(
            [`explain ${strings[0]}`, ...strings.slice(1)],
            { raw: [] },
          );
          const lines = await sql<{ "QUERY PLAN": string }>(
            explain,
            ...values,
          );
          plans.push(...lines.map((line) => line["QUERY PLAN"]));
          return [] as Row[];
        },
        { exec: (script: string) => sql.exec(script) },
      );
      await step(explaining, HALF);
    });

    const plan = plans.join("\n");
    assert.ok(plan.includes("Index"), plan);
    assert.ok(!plan.includes("Seq Scan"), plan);
  }
});

databases.test("a session goes as a whole, in steps, and leaves the others alone", async (database) => {
  await fill(database);
  await requestPrune(database, [sessionId(1)]);

  const [offered, ...others] = await listPrunable(database, undefined);
  const removed: Record<string, number> = {};
  for (let steps = 0; steps < 100; steps++) {
    const gone = await pruneSession(database, sessionId(1));
    for (const [name, rows] of Object.entries(gone)) {
      removed[name] = (removed[name] ?? 0) + rows;
    }
  }

  assert.deepEqual(others, []);
  assert.equal(offered?.transcript_entries, EVENTS / 2);
  assert.deepEqual([offered?.agents, offered?.tasks], [1, 1]);
  assert.ok((offered?.bytes ?? 0) > 50_000);
  assert.deepEqual(removed, {
    transcript_entries: EVENTS / 2,
    texts: EVENTS / 6 + 1,
    task_attempts: 1,
    tasks: 1,
    agents: 1,
    sessions: 1,
  });
  assert.deepEqual(await requestedPrunes(database), [sessionId(1)]);
  assert.deepEqual(await database`select name from sessions`, [{
    name: "Active",
  }]);
  assert.equal(await count(database, "events"), EVENTS);
  assert.deepEqual(await listPrunable(database, undefined), []);
});

databases.test("every table that names agents, tasks or sessions goes with one, or stays for a reason", async (database) => {
  const rows = await database<{ table: string }>`
    select distinct table_name as table from information_schema.columns
    where table_schema = 'public' and (table_name in ('agents', 'tasks', 'sessions')
      or column_name ~ '(agent|task|session|handoff|message|approval)_id$')
    union
    select distinct source.relname from pg_constraint
    join pg_class source on source.oid = conrelid
    join pg_class target on target.oid = confrelid
    where contype = 'f' and target.relname in ('agents', 'tasks', 'sessions')
    order by 1`;

  assert.deepEqual(
    rows.map(({ table }) => table),
    [...PRUNED_TABLES, ...KEPT_TABLES].sort(),
  );
});

databases.test("sessions are offered by when they were archived", async (database) => {
  await fill(database);

  assert.equal((await listPrunable(database, HALF)).length, 0);
  const later = new Date(HALF.getTime() + 1);
  assert.equal((await listPrunable(database, later)).length, 1);
});

databases.test("what is in use shrinks with the events, though the files do not", async (database) => {
  await fill(database);

  const before = await measureHistory(database, HALF);
  await pruneEvents(database, HALF);
  await pruneEvents(database, HALF);
  const after = await measureHistory(database, HALF);
  const at = await instantOfNewest(database, 1_000);

  assert.equal(before.bytesInUse, before.bytesOnDisk);
  assert.equal(before.events, EVENTS);
  assert.equal(after.events, 1_501);
  assert.ok(after.bytesInUse < 0.6 * after.bytesOnDisk);
  assert.equal(
    at?.toISOString(),
    new Date(HALF.getTime() + 501 * 60_000).toISOString(),
  );
});

databases.test("tables can be vacuumed one at a time", async (database) => {
  for (const script of VACUUM_STEPS) await database.exec(script);
});

databases.test("a record is kept when the history has it in that version", async (database) => {
  await fill(database);
  const wanted = [
    { id: taskId(1), updated_seq: 9 },
    { id: taskId(2), updated_seq: 10 },
    { id: taskId(3), updated_seq: 1 },
  ];

  assert.deepEqual([...await findKept(database, "tasks", wanted)], [taskId(1)]);
  assert.equal(await lastEntry(database, agentId(1)), EVENTS);
  assert.equal(await lastEntry(database, agentId(3)), undefined);
});
