import { strict as assert } from "node:assert";
import { pruneSession } from "@/db/pg/prune_session.ts";
import {
  pruneAttempts,
  pruneCommunications,
  pruneEntries,
} from "@/db/pg/prune.ts";
import type { Database } from "@/db/pg/sql.ts";
import { writeBatch } from "@/db/pg/write_batch.ts";
import { Agent } from "@/domain/agent.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { Session } from "@/domain/session.ts";
import { Task } from "@/domain/task.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionId,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  handoffId,
  sampleApproval,
  sampleHandoff,
  sampleMessage,
} from "@/tests/helpers/managed_work.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();
const LATER = new Date(Date.parse(AT) + 1);

const long = (blob: string) => ({ text: "begins", length: 20_000, blob });
const attempt = (n: number) => ({
  number: 1,
  agent_id: agentId(n),
  message_uuid: someId(n),
  assigned_at: AT,
  started_at: AT,
  ended_at: AT,
  outcome: "succeeded",
  submitted: long(`submitted-${n}`),
});
const task = (n: number, changes: Partial<Task> = {}) =>
  Task.parse({
    ...sampleTask(n, n),
    session_id: sessionId(n),
    description: long(`description-${n}`),
    attempts: [attempt(n)],
    ...changes,
  });
const part = (n: number) => ({
  key: "part",
  title: "Part",
  description: long(`part-${n}`),
  depends_on: [],
  requires: [],
  agent_id: null,
  instructions: long(`instructions-${n}`),
  task_id: null,
  review: null,
  sent_back: 0,
});

const first = task(1);
const second = task(2, {
  parent_id: taskId(1),
  depends_on: [taskId(1)],
  state: {
    status: "completed",
    since: AT,
    result: { output: long("submitted-2"), duration_ms: 1, turns: 1 },
  },
});
const told = {
  seq: 1,
  at: AT,
  type: "transcript.appended",
  agent_id: agentId(2),
  task_id: taskId(2),
  data: {
    entry: {
      kind: "prompt",
      agent_id: agentId(2),
      n: 0,
      at: AT,
      task_id: taskId(2),
      parent_tool_use_id: null,
      text: long("description-2"),
    },
  },
} as const satisfies FleetEvent;

/** Two sessions that have to do with each other in every way. */
async function fill(database: Database): Promise<void> {
  const named = [1, 2].flatMap((n) => [
    ...["description", "submitted", "part", "instructions", "input"]
      .map((kind) => `${kind}-${n}`),
  ]);
  await writeBatch(database, {
    events: [told],
    sessions: [1, 2].map((n) => Session.parse(sampleSession(n))),
    agents: [1, 2].map((n) =>
      Agent.parse(sampleAgent(n, { session_id: sessionId(n) }))
    ),
    tasks: [first, second],
    handoffs: [
      sampleHandoff(1, first, {
        requirements: long("requirements"),
        parts: [part(1)],
        result: { output: long("output"), succeeded: true },
      }),
      // Led by an agent of the first session.
      sampleHandoff(2, second, { manager_id: agentId(1), parts: [part(2)] }),
    ],
    messages: [
      sampleMessage(1, agentId(2), agentId(1), { text: long("message") }),
    ],
    approvals: [1, 2].map((n) =>
      sampleApproval(n, agentId(n), {
        task_id: taskId(n),
        input: long(`input-${n}`),
      })
    ),
    texts: [...named, "requirements", "output", "message"].map((blob) => ({
      blob,
      body: "the whole text",
    })),
  });
  await database`
    insert into performance_metrics (metric_name, value, agent_id, task_id)
    values ('of the agent', 1, ${agentId(1)}, null),
      ('of the task', 1, ${agentId(2)}, ${taskId(1)})`;
}

const blobsOf = async (database: Database) => {
  const rows = await database<{ blob: string }>`
    select blob from texts order by blob`;
  return rows.map(({ blob }) => blob);
};

databases.test("a session goes with all that speaks of it, and what others need of it stays", async (database) => {
  await fill(database);

  let removed = 0;
  for (let step = 0; step < 50; step++) {
    const gone = await pruneSession(database, sessionId(1), 1);
    removed += Object.values(gone).reduce((sum, rows) => sum + rows, 0);
  }

  const [left] = await database`
    select (select count(*) from agent_communications) as messages,
      (select count(*) from performance_metrics) as metrics,
      (select count(*) from task_dependencies) as dependencies,
      (select array_agg(agent_id::text) from approvals) as approvals,
      (select array_agg(id::text) from handoffs) as handoffs,
      (select array_agg(task_id::text) from task_attempts) as attempts,
      (select array_agg(id::text) from tasks) as tasks,
      (select array_agg(parent_task_id::text) from tasks) as parents,
      (select array_agg(id::text order by id) from agents) as agents,
      (select array_agg(id::text) from sessions) as sessions`;
  assert.deepEqual(left, {
    messages: 0,
    metrics: 0,
    dependencies: 0,
    approvals: [agentId(2)],
    handoffs: [handoffId(2)],
    attempts: [taskId(2)],
    tasks: [taskId(2)],
    parents: [null],
    agents: [agentId(1), agentId(2)],
    sessions: [sessionId(2)],
  });
  assert.deepEqual(await blobsOf(database), [
    "description-2",
    "input-2",
    "instructions-2",
    "part-2",
    "submitted-2",
  ]);
  // Eight texts, two metrics, and one row of each other kind.
  assert.equal(removed, 8 + 2 + 7);
});

databases.test("details that are old go with their texts, but for those of their task", async (database) => {
  await fill(database);
  await database`update tasks set ended_at = ${new Date(AT)}`;

  const gone = [
    await pruneEntries(database, LATER),
    await pruneAttempts(database, LATER),
    await pruneCommunications(database, LATER),
  ];

  assert.deepEqual(gone, [
    { transcript_entries: 1, texts: 0 },
    { task_attempts: 2, texts: 1 },
    { agent_communications: 1, texts: 1 },
  ]);
  const left = await blobsOf(database);
  assert.ok(left.includes("description-2") && left.includes("submitted-2"));
  assert.ok(!left.includes("submitted-1") && !left.includes("message"));
});
