import { strict as assert } from "node:assert";
import { listAgents, upsertAgents } from "@/db/pg/agents.ts";
import { listAttempts, upsertAttempts } from "@/db/pg/attempts.ts";
import { findSession, upsertSessions } from "@/db/pg/sessions.ts";
import {
  findTask,
  findTaskByExternalId,
  listTasks,
  upsertTasks,
} from "@/db/pg/tasks.ts";
import { insertDependencies } from "@/db/pg/task_dependencies.ts";
import { shortText } from "@/domain/long_text.ts";
import type { Attempt, Task } from "@/domain/task.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleTask,
  sessionId,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { handoffId } from "@/tests/helpers/managed_work.ts";
import type { TestDatabases } from "@/tests/helpers/pg_databases.ts";
import { allPages, minute, sessionOf } from "@/tests/helpers/list_pages.ts";

/** How tasks come back, in their newest version, and are found, with their attempts and their parts. */
export function taskLists(databases: TestDatabases): void {
  databases.test("tasks come back as they were, in every state", async (database) => {
    await upsertAgents(database, [sampleAgent(1)]);
    const tasks = [{}, ...ENDED].map((changes, n) =>
      sampleTask(n, 1, {
        created_at: minute(n),
        updated_seq: 1,
        description: { text: "begins", length: 50_000, blob: "b1" },
        session_id: sessionId(3),
        external_id: `job-${n}`,
        ...changes,
      })
    );

    await upsertTasks(database, tasks);
    await upsertAttempts(database, tasks);

    const { items } = await listTasks(database, { limit: 9 });
    assert.deepEqual(items, tasks.toReversed());
    assert.deepEqual(await findTaskByExternalId(database, "job-2"), tasks[2]);
    assert.equal(await findTaskByExternalId(database, "job-9"), undefined);
  });

  databases.test("an older version of a record never replaces a newer one", async (database) => {
    const versions = [3, 9, 5].map((updated_seq) => ({
      agent: sampleAgent(1, { name: `at ${updated_seq}`, updated_seq }),
      task: sampleTask(1, 1, {
        title: `at ${updated_seq}`,
        updated_seq,
        attempts: [attempt(updated_seq)],
      }),
      session: sessionOf(1, { name: `at ${updated_seq}`, updated_seq }),
    }));

    for (const { agent, task, session } of versions) {
      await upsertSessions(database, [session]);
      await upsertAgents(database, [agent]);
      await upsertTasks(database, [task]);
      await upsertAttempts(database, [task]);
    }
    const newest = versions[1];
    const read = async () => [
      (await listAgents(database, { limit: 9 })).items,
      await findTask(database, taskId(1)),
      await findSession(database, sessionId(1)),
    ];
    assert.deepEqual(await read(), [
      [newest?.agent],
      newest?.task,
      newest?.session,
    ]);

    // All of them in one statement, too.
    await database.exec("delete from tasks; delete from agents");
    await upsertAgents(database, versions.map(({ agent }) => agent));
    await upsertTasks(database, versions.map(({ task }) => task));
    await upsertAttempts(database, versions.map(({ task }) => task));

    assert.deepEqual(await read(), [
      [newest?.agent],
      newest?.task,
      newest?.session,
    ]);
  });

  databases.test("tasks are found by state, outcome, agent and session, page by page", async (database) => {
    await upsertAgents(database, [sampleAgent(1), sampleAgent(2)]);
    const tasks = [...ENDED, ...ENDED].map((changes, n) =>
      sampleTask(n, n < 3 ? 1 : 2, {
        created_at: minute(1),
        updated_seq: 1,
        session_id: n === 0 ? sessionId(4) : null,
        ...changes,
      })
    );
    await upsertTasks(database, tasks);
    const pages = (filter: Partial<Parameters<typeof listTasks>[1]>) =>
      allPages(
        (range) => listTasks(database, { ...filter, ...range }),
        ({ id }) => Number(id.at(-1)),
      );

    assert.deepEqual(await pages({}), [[5, 4], [3, 2], [1, 0]]);
    assert.deepEqual(await pages({ status: "failed" }), [[4, 1]]);
    assert.deepEqual(await pages({ outcome: "timed_out" }), [[4, 1]]);
    assert.deepEqual(await pages({ outcome: "cancelled" }), [[5, 2]]);
    assert.deepEqual(await pages({ agentId: agentId(2) }), [[5, 4], [3]]);
    assert.deepEqual(await pages({ sessionId: sessionId(4) }), [[0]]);
    assert.deepEqual(await pages({ parentTaskId: taskId(1) }), [[]]);
  });

  databases.test("attempts of an agent are listed, the newest first", async (database) => {
    await upsertAgents(database, [sampleAgent(1)]);
    const task = sampleTask(1, 1, ENDED[1]);
    await upsertTasks(database, [task]);
    await upsertAttempts(database, [task]);

    const pages = await allPages(
      (range) => listAttempts(database, { agentId: agentId(1), ...range }),
      (each) => each,
      1,
    );

    const [first, second] = task.attempts;
    assert.deepEqual(pages, [
      [{ ...second, task_id: task.id }],
      [{ ...first, task_id: task.id }],
    ]);
  });

  databases.test("a task with parts comes back with all that ties them, whatever comes first", async (database) => {
    await upsertAgents(database, [sampleAgent(1)]);
    const whole = sampleTask(9, 1, {
      mode: "handoff",
      handoff_id: handoffId(1),
      tree_usage: { ...NO_USAGE, output_tokens: 7, cost_usd: 0.5 },
    });
    const part = (n: number, changes: Partial<Task> = {}) =>
      sampleTask(n, 1, {
        parent_id: whole.id,
        part: `part-${n}`,
        requires: ["python", "review"],
        max_attempts: 5,
        created_at: minute(n),
        ...changes,
      });
    const first = part(1, { agent_id: null, pinned: false });
    const second = part(2, {
      state: {
        status: "in_review",
        since: AT,
        result: { output: shortText("done"), duration_ms: 5, turns: 2 },
      },
      feedback: "shorter",
    });
    const third = part(3, {
      state: { status: "blocked", since: AT },
      depends_on: [second.id, first.id],
    });
    const tasks = [third, second, first, whole];

    for (let time = 0; time < 2; time++) {
      await upsertTasks(database, tasks);
      await insertDependencies(database, tasks);
    }

    const parts = await listTasks(database, {
      parentTaskId: whole.id,
      limit: 9,
    });
    assert.deepEqual(parts.items, [third, second, first]);
    assert.deepEqual(await findTask(database, whole.id), whole);
  });

  databases.test("what a task refers to is left out where the history does not have it", async (database) => {
    const task = sampleTask(2, 1, {
      parent_id: taskId(1),
      depends_on: [taskId(8)],
    });

    await upsertTasks(database, [task]);
    await insertDependencies(database, [task]);

    assert.deepEqual(await findTask(database, task.id), {
      ...task,
      agent_id: null,
      parent_id: null,
      depends_on: [],
    });
  });
}

function attempt(n: number): Attempt {
  return {
    number: 1,
    agent_id: agentId(1),
    message_uuid: someId(n),
    assigned_at: minute(1),
    started_at: null,
    ended_at: null,
    outcome: null,
    token: n,
    offered_at: AT,
    submitted: null,
    reported_at: null,
    accepted_at: null,
    failure: null,
  };
}

const ENDED: readonly Partial<Task>[] = [
  {
    state: {
      status: "completed",
      since: AT,
      result: { output: shortText("done"), duration_ms: 5, turns: 2 },
    },
    attempts: [{
      ...attempt(1),
      ended_at: AT,
      outcome: "succeeded",
      submitted: { text: "do", length: 30_000, blob: "b2" },
      reported_at: minute(4),
      accepted_at: minute(5),
    }],
  },
  {
    state: {
      status: "failed",
      since: AT,
      failure: { kind: "timed_out", message: "too long" },
    },
    attempts: [
      {
        ...attempt(2),
        started_at: minute(2),
        outcome: "crashed",
        failure: { kind: "crashed", message: "gone" },
      },
      { ...attempt(3), number: 2, ended_at: AT, outcome: "timed_out" },
    ],
  },
  { state: { status: "cancelled", since: AT, reason: "asked" } },
];
