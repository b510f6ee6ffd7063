import { strict as assert } from "node:assert";
import { listAgents } from "@/db/pg/agents.ts";
import { listApprovals } from "@/db/pg/approvals.ts";
import { listAttempts } from "@/db/pg/attempts.ts";
import { listAudit } from "@/db/pg/audit.ts";
import { listCommunications } from "@/db/pg/communications.ts";
import { listEvents, readEvents } from "@/db/pg/events.ts";
import { listHandoffs } from "@/db/pg/handoffs.ts";
import { readHead } from "@/db/pg/history_head.ts";
import { searchHistory } from "@/db/pg/search.ts";
import type { Database, Sql, SqlValue } from "@/db/pg/sql.ts";
import { findTask, findTaskByExternalId, listTasks } from "@/db/pg/tasks.ts";
import { readTranscript } from "@/db/pg/transcripts.ts";
import { readUsageDays } from "@/db/pg/usage_days.ts";
import { sumUsage } from "@/db/pg/usage_records.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Page } from "@/domain/platform.ts";
import {
  databasesForFile,
  type EngineName,
} from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

/** Rows of each table that grows without end. */
const SIZES: Readonly<Record<EngineName, { events: number; tasks: number }>> = {
  postgres: { events: 1_000_000, tasks: 100_000 },
  pglite: { events: 50_000, tasks: 5_000 },
};
const AGENTS = 10;
const BIG_TABLES = [
  "events",
  "tasks",
  "task_attempts",
  "task_dependencies",
  "handoffs",
  "agent_communications",
  "approvals",
  "audit_log",
  "transcript_entries",
  "usage_records",
  "usage_days",
];

const id = (family: string, n: number) =>
  `01900000-0000-7000-800${family}-${n.toString(16).padStart(12, "0")}`;
const AGENT = id("a", 7) as AgentId;
const TASK = id("b", 77) as TaskId;
const SESSION = id("c", 3) as SessionId;

/** Fills the tables as a long life of the platform would. */
async function fill(database: Database, engine: EngineName): Promise<void> {
  const { events, tasks } = SIZES[engine];
  // The rows fit one another: nothing has to look for what they point to.
  await database.exec(`
    set statement_timeout = 0;
    set session_replication_role = replica;
    create function pg_temp.id(family text, n bigint) returns uuid language sql immutable as
      $$ select ('01900000-0000-7000-800' || family || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;
    insert into sessions (id, name, state)
      select pg_temp.id('c', n), 'Session ' || n, '{}' from generate_series(0, 9) n;
    insert into agents (id, name, role, model, state, config, session_id, claude_session, working_directory, created_at)
      select pg_temp.id('a', n), 'Agent ' || n, 'worker', 'sonnet', '{"since":"2026-01-01T00:00:00.000Z","process_id":1}',
        '{"role":"worker"}', pg_temp.id('c', n % 10), '{"id":"01900000-0000-7000-800d-000000000000","begun":true}', '/', timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(0, ${AGENTS - 1}) n;
    insert into tasks (id, external_id, title, description, description_length, status, state, outcome, assigned_agent_id, session_id, created_at)
      select pg_temp.id('b', n), 'job-' || n, 'Task ' || n, 'word' || n % 1000, 8,
        (array['completed', 'failed', 'cancelled'])[n % 3 + 1],
        '{"since":"2026-01-01T00:00:00.000Z","failure":{"kind":"unknown","message":""},"reason":"","result":{"output":{"text":"","length":0,"blob":null},"duration_ms":1,"turns":1}}',
        (array['succeeded', 'failed', 'cancelled'])[n % 3 + 1],
        pg_temp.id('a', n % ${AGENTS}), pg_temp.id('c', n % 10), timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(0, ${tasks - 1}) n;
    insert into task_attempts (task_id, number, agent_id, message_uuid, assigned_at, updated_seq)
      select pg_temp.id('b', n), 1, pg_temp.id('a', n % ${AGENTS}), pg_temp.id('e', n), timestamptz '2026-01-01' + n * interval '1 second', n
      from generate_series(0, ${tasks - 1}) n;
    insert into transcript_entries (agent_id, n, at, task_id, kind, text, text_length, data)
      select pg_temp.id('a', n % ${AGENTS}), n / ${AGENTS}, timestamptz '2026-01-01' + n * interval '1 second',
        pg_temp.id('b', n), 'notice', 'word' || n % 1000, 8, '{"parent_tool_use_id":null,"level":"info"}'
      from generate_series(0, ${tasks - 1}) n;
    insert into usage_records (seq, at, agent_id, task_id, session_id, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
      select n, timestamptz '2026-01-01' + n * interval '1 second', pg_temp.id('a', n % ${AGENTS}), pg_temp.id('b', n), pg_temp.id('c', n % 10), 1, 1, 1, 1, 0.01
      from generate_series(0, ${tasks - 1}) n;
    insert into usage_days (day, agent_id, model, session_id, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd)
      select date '2020-01-01' + n, pg_temp.id('a', m), 'sonnet', pg_temp.id('c', m), 1, 1, 1, 1, 1, 0.01
      from generate_series(0, 2499) n, generate_series(0, ${AGENTS - 1}) m;
    insert into events (seq, at, type, agent_id, task_id, session_id, data)
      select n, timestamptz '2026-01-01' + n * interval '1 second',
        (array['agent.rested', 'agent.termination_requested', 'task.started'])[n % 3 + 1],
        pg_temp.id('a', n % ${AGENTS}), pg_temp.id('b', n % ${tasks}), pg_temp.id('c', n % 10), '{"attempt":1}'
      from generate_series(1, ${events}) n;
    insert into task_dependencies (task_id, depends_on_task_id)
      select pg_temp.id('b', n), pg_temp.id('b', n - 1) from generate_series(1, ${
    tasks - 1
  }) n;
    insert into handoffs (id, task_id, manager_agent_id, status, state, data, created_at)
      select pg_temp.id('1', n), pg_temp.id('b', n), pg_temp.id('a', n % ${AGENTS}),
        case n % 50 when 0 then 'executing' else 'completed' end, '{"since":"2026-01-01T00:00:00.000Z"}',
        '{"requirements":null,"parts":[],"prompts":[],"result":null}', timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(0, ${tasks - 1}) n;
    insert into agent_communications (id, from_agent_id, to_agent_id, message_type, content, timestamp, task_id, caused_by, state)
      select pg_temp.id('2', n), pg_temp.id('a', n % ${AGENTS}), pg_temp.id('a', (n + 1) % ${AGENTS}), 'note',
        '{"text":"","length":0,"blob":null}', timestamptz '2026-01-01' + n * interval '1 second',
        pg_temp.id('b', n), n, '{"since":"2026-01-01T00:00:00.000Z"}'
      from generate_series(0, ${tasks - 1}) n;
    insert into approvals (id, agent_id, task_id, tool, input, status, state, requested_at, expires_at)
      select pg_temp.id('3', n), pg_temp.id('a', n % ${AGENTS}), pg_temp.id('b', n),
        (array['Bash', 'Edit', 'Write'])[n % 3 + 1], '{"text":"","length":0,"blob":null}',
        case n % 50 when 0 then 'pending' else 'expired' end, '{"since":"2026-01-01T00:00:00.000Z"}',
        timestamptz '2026-01-01' + n * interval '1 second', '2026-01-01'
      from generate_series(0, ${tasks - 1}) n;
    insert into audit_log (id, at, actor, action, target_type, target_id, outcome)
      select pg_temp.id('4', n), timestamptz '2026-01-01' + n * interval '1 second',
        (array['person', 'server'])[n % 2 + 1], (array['approval.decided', 'task.retried', 'rule.created'])[n % 3 + 1],
        (array['approval', 'task', 'rule'])[n % 3 + 1], 'id-' || n, 'succeeded'
      from generate_series(0, ${tasks - 1}) n;
    update history_head set seq = ${events};
    analyze sessions, agents, tasks, task_attempts, task_dependencies, handoffs, agent_communications,
      approvals, audit_log, transcript_entries, usage_records, usage_days, events;
    reset session_replication_role;
    reset statement_timeout`);
}

type Plan = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Parent Relationship"?: string;
  readonly Plans?: readonly Plan[];
};

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The list itself, without what is looked up for each of its rows. */
function nodesOfList(plan: Plan): Plan[] {
  const parts = (plan.Plans ?? []).filter((part) =>
    part["Parent Relationship"] !== "SubPlan"
  );
  return [plan, ...parts.flatMap(nodesOfList)];
}

/** Runs every statement for real and keeps how it would be run. */
function explaining(sql: Sql, plans: Plan[]): Sql {
  const run = async <Row>(
    strings: TemplateStringsArray,
    ...values: readonly SqlValue[]
  ) => {
    const explain = Object.assign(
      [`explain (format json) ${strings[0]}`, ...strings.slice(1)],
      { raw: [] },
    );
    const [row] = await sql<{ "QUERY PLAN": { Plan: Plan }[] }>(
      explain,
      ...values,
    );
    plans.push(...(row?.["QUERY PLAN"] ?? []).map((each) => each.Plan));
    return await sql<Row>(strings, ...values);
  };
  return Object.assign(run, { exec: (script: string) => sql.exec(script) });
}

const half = new Date("2026-01-01T00:40:00.000Z");
const day = { after: half, before: new Date("2026-01-01T00:41:00.000Z") };

const month = { from: "2026-01-01", to: "2026-01-31" };

/** Every list and look-up on a table that grows, in each of its forms. */
const QUERIES: Readonly<Record<string, (sql: Sql) => Promise<unknown>>> = {
  head: (sql) => readHead(sql),
  log: (sql) => readEvents(sql, 20_000, 500),
  events: (sql) => listEvents(sql, { limit: 50 }),
  "events of an agent": (sql) => listEvents(sql, { agentId: AGENT, limit: 50 }),
  "events of a task": (sql) => listEvents(sql, { taskId: TASK, limit: 50 }),
  "events of a session": (sql) =>
    listEvents(sql, { sessionId: SESSION, limit: 50 }),
  "events of a type": (sql) =>
    listEvents(sql, { type: "agent.rested", limit: 50 }),
  agents: (sql) => listAgents(sql, { limit: 50 }),
  tasks: (sql) => listTasks(sql, { limit: 50 }),
  "tasks of a status": (sql) => listTasks(sql, { status: "failed", limit: 50 }),
  "tasks of an outcome": (sql) =>
    listTasks(sql, { outcome: "failed", limit: 50 }),
  "tasks of an agent": (sql) => listTasks(sql, { agentId: AGENT, limit: 50 }),
  "tasks of a session": (sql) =>
    listTasks(sql, { sessionId: SESSION, limit: 50 }),
  "tasks of a task": (sql) => listTasks(sql, { parentTaskId: TASK, limit: 50 }),
  "tasks of a time": (sql) => listTasks(sql, { ...day, limit: 50 }),
  "failed tasks of an agent": (sql) =>
    listTasks(sql, { status: "failed", agentId: AGENT, limit: 50 }),
  "task of a caller": (sql) => findTaskByExternalId(sql, "job-77"),
  "parts and what they wait for": (sql) => findTask(sql, TASK),
  handoffs: (sql) => listHandoffs(sql, { limit: 50 }),
  "handoffs of a task": (sql) => listHandoffs(sql, { taskId: TASK, limit: 50 }),
  "handoffs of a manager": (sql) =>
    listHandoffs(sql, { managerId: AGENT, limit: 50 }),
  "handoffs of a status": (sql) =>
    listHandoffs(sql, { status: "executing", limit: 50 }),
  messages: (sql) => listCommunications(sql, { limit: 50 }),
  "messages of an agent": (sql) =>
    listCommunications(sql, { agentId: AGENT, limit: 50 }),
  "messages of a task": (sql) =>
    listCommunications(sql, { taskId: TASK, limit: 50 }),
  approvals: (sql) => listApprovals(sql, { limit: 50 }),
  "approvals of a status": (sql) =>
    listApprovals(sql, { status: "pending", limit: 50 }),
  "approvals of an agent": (sql) =>
    listApprovals(sql, { agentId: AGENT, limit: 50 }),
  "approvals of a task": (sql) =>
    listApprovals(sql, { taskId: TASK, limit: 50 }),
  "approvals of a tool": (sql) =>
    listApprovals(sql, { tool: "Edit", limit: 50 }),
  audit: (sql) => listAudit(sql, { limit: 50 }),
  "audit of an actor": (sql) => listAudit(sql, { actor: "person", limit: 50 }),
  "audit of an action": (sql) =>
    listAudit(sql, { action: "task.retried", limit: 50 }),
  "audit of a target": (sql) =>
    listAudit(sql, { target: { type: "task", id: "id-7" }, limit: 50 }),
  attempts: (sql) => listAttempts(sql, { agentId: AGENT, limit: 50 }),
  transcript: (sql) => readTranscript(sql, AGENT, { limit: 200 }),
  "usage of an agent": (sql) => sumUsage(sql, { agentId: AGENT }),
  "usage of a task": (sql) => sumUsage(sql, { taskId: TASK }),
  "usage of a time": (sql) => sumUsage(sql, day),
  "usage by model": (sql) => readUsageDays(sql, { ...month, by: "model" }),
  "usage by agent": (sql) => readUsageDays(sql, { ...month, by: "agent" }),
  "usage by session": (sql) => readUsageDays(sql, { ...month, by: "session" }),
  search: (sql) => searchHistory(sql, { text: "word77", limit: 20 }),
  "search in an agent": (sql) =>
    searchHistory(sql, { text: "word77", agentId: AGENT, limit: 20 }),
};

/** Lists whose next page is found by its place, without sorting. */
const PAGES:
  readonly ((sql: Sql, cursor?: string) => Promise<Page<unknown>>)[] = [
    (sql, cursor) => listTasks(sql, { limit: 50, cursor }),
    (sql, cursor) => listTasks(sql, { agentId: AGENT, limit: 20, cursor }),
    (sql, cursor) => listEvents(sql, { agentId: AGENT, limit: 50, cursor }),
    (sql, cursor) => listHandoffs(sql, { managerId: AGENT, limit: 50, cursor }),
    (sql, cursor) => listCommunications(sql, { limit: 50, cursor }),
    (sql, cursor) =>
      listApprovals(sql, { status: "pending", limit: 20, cursor }),
    (sql, cursor) => listAudit(sql, { actor: "person", limit: 50, cursor }),
    (sql, cursor) =>
      listAudit(sql, { action: "task.retried", limit: 50, cursor }),
  ];

databases.test("no list reads a table that grows from end to end", async (database) => {
  const server = await database<{ version: string }>`select version()`;
  const engine = server[0]?.version.includes("wasm") ? "pglite" : "postgres";
  await fill(database, engine);

  for (const [name, query] of Object.entries(QUERIES)) {
    const plans: Plan[] = [];
    await query(explaining(database, plans));

    assert.ok(plans.length > 0, name);
    const scanned = plans.flatMap(nodesOf)
      .filter((node) => node["Node Type"] === "Seq Scan")
      .map((node) => node["Relation Name"] ?? "")
      .filter((table) => BIG_TABLES.includes(table));
    assert.deepEqual(scanned, [], name);
  }

  for (const list of PAGES) {
    const first = await list(database);
    assert.ok(first.next);
    const plans: Plan[] = [];
    const second = await list(explaining(database, plans), first.next);

    assert.ok(second.items.length > 0);
    const types = plans.flatMap(nodesOfList).map((node) => node["Node Type"]);
    assert.ok(!types.includes("Seq Scan"), types.join(", "));
    assert.ok(!types.includes("Sort"), types.join(", "));
  }
});
