import { strict as assert } from "node:assert";
import { findAgent } from "@/db/pg/agents.ts";
import { readAttemptReports } from "@/db/pg/attempt_reports.ts";
import { readEvents } from "@/db/pg/events.ts";
import { migrate } from "@/db/pg/migrate.ts";
import { readMigrations } from "@/db/pg/migration_files.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { findTask, listTasks } from "@/db/pg/tasks.ts";
import { writeBatch } from "@/db/pg/write_batch.ts";
import { shortText } from "@/domain/long_text.ts";
import {
  agentId,
  AT,
  placed,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import {
  approvalDraft,
  approvalId,
  sampleApproval,
} from "@/tests/helpers/managed_work.ts";
import { databasesForFile, ENGINES } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

/** What the first version wrote: an agent, a task that failed, an approval. */
async function fillOld(database: Database): Promise<void> {
  await database`
    insert into agents (id, name, role, model, status, state, config,
      claude_session, working_directory, created_at, updated_at, updated_seq)
    values (${agentId(1)}, 'Worker 1', 'worker', 'sonnet', 'idle',
      '{"since": "2026-01-02T03:04:05.678Z", "process_id": 7}',
      '{"role": "worker"}',
      '{"id": "01900000-0000-7000-800c-000000000001", "begun": true}',
      '/work/1', ${AT}::timestamptz, ${AT}::timestamptz, 1)`;
  await database`
    insert into tasks (id, title, description, description_length, status,
      state, outcome, assigned_agent_id, input_tokens, cost_usd, created_at,
      updated_at, updated_seq)
    values (${taskId(1)}, 'Task 1', 'Do part 1', 9, 'failed',
      '{"since": "2026-01-02T03:04:05.678Z",
        "failure": {"kind": "api_error", "message": "500"}}',
      'failed', ${agentId(1)}, 300, 0.25, ${AT}::timestamptz,
      ${AT}::timestamptz, 2)`;
  await database`
    insert into task_attempts (task_id, number, agent_id, message_uuid,
      assigned_at, ended_at, outcome, updated_seq)
    values (${taskId(1)}, 1, ${agentId(1)}, ${someId(1)}, ${AT}::timestamptz,
      ${AT}::timestamptz, 'failed', 2)`;
  await database`
    insert into events (seq, at, type, agent_id, task_id, data)
    values (1, ${AT}::timestamptz, 'agent.rested', ${agentId(1)}, null, '{}'),
      (2, ${AT}::timestamptz, 'task.failed', ${agentId(1)}, ${taskId(1)},
        '{"attempt": 1, "outcome": "failed",
          "failure": {"kind": "api_error", "message": "500"}}')`;
  await database`
    insert into approvals (id, agent_id, tool, input, status, decision,
      requested_at)
    values (${approvalId(9)}, ${agentId(1)}, 'Bash', '{}', 'cancelled',
      '{"reason": "its agent is gone"}', ${AT}::timestamptz)`;
  await database`update history_head set seq = 2`;
}

async function openEmpty(
  engine: typeof ENGINES[number],
): Promise<Database> {
  return engine === "postgres"
    ? openPostgres(await databases.emptyDatabase())
    : await openPglite(undefined);
}

for (const engine of ENGINES) {
  Deno.test(`a history of the first version is read and goes on (${engine})`, async () => {
    await using database = await openEmpty(engine);
    const known = await readMigrations();
    await migrate(database, known.slice(0, 1));
    await fillOld(database);

    const done = await migrate(database, known);

    assert.deepEqual(done, known.slice(1).map(({ version }) => version));
    const agent = await findAgent(database, agentId(1));
    assert.deepEqual([agent?.turns, agent?.crashes], [0, []]);
    const task = await findTask(database, taskId(1));
    assert.ok(task);
    const { usage, tree_usage, attempts } = task;
    assert.equal(usage.cost_usd, 0.25);
    assert.deepEqual(tree_usage, usage);
    const [attempt] = attempts;
    assert.deepEqual(
      [attempt?.token, attempt?.failure, attempt?.submitted],
      [0, null, null],
    );
    const [report] = await readAttemptReports(database, taskId(1));
    assert.equal(report?.failure?.kind, "api_error");
    assert.equal((await readEvents(database, 0, 9)).length, 2);
    const old = await database`
      select status, state ->> 'reason' as reason from approvals`;
    assert.deepEqual(old, [{
      status: "withdrawn",
      reason: "its agent is gone",
    }]);

    const approval = sampleApproval(1, agentId(1), { updated_seq: 4 });
    const part = sampleTask(2, 1, {
      parent_id: taskId(1),
      description: shortText("Do it again"),
      depends_on: [taskId(1)],
      updated_seq: 3,
    });
    await writeBatch(database, {
      events: placed([
        {
          type: "task.created",
          agent_id: agentId(1),
          task_id: part.id,
          data: { task: part },
        },
        approvalDraft(approval),
      ], 2),
      agents: [sampleAgent(1, { updated_seq: 4, turns: 3, crashes: [AT] })],
      tasks: [part],
      approvals: [approval],
      texts: [],
    });

    const again = await findAgent(database, agentId(1));
    assert.deepEqual([again?.turns, again?.crashes], [3, [AT]]);
    const parts = await listTasks(database, {
      parentTaskId: taskId(1),
      limit: 9,
    });
    assert.deepEqual(parts.items, [part]);
  });
}
