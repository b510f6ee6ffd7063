import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import type { TaskId } from "@/domain/ids.ts";
import { NewTask, type Task } from "@/domain/task.ts";
import type { AgentCommandDeps } from "@/orchestrator/agent_commands.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { createTask } from "@/orchestrator/queue/create_task.ts";
import { taskCommands } from "@/orchestrator/queue/task_commands.ts";
import {
  AGENT_STATES,
  agentId,
  AT,
  sampleAgent,
  sampleAttempt,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore } from "@/tests/helpers/live_store.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

/** Commands over a real store, with one idle worker and these tasks. */
async function rig(...tasks: readonly Task[]) {
  const opened = await openStore();
  const worker = sampleAgent(1, { state: AGENT_STATES.idle });
  const fleet: Fleet = {
    ...EMPTY_FLEET,
    agents: { [worker.id]: worker },
    tasks: Object.fromEntries(tasks.map((each) => [each.id, each])),
  };
  await opened.store.load();
  const dropped: TaskId[] = [];
  const sources = { now: () => AT, newId: () => v7() };
  const deps = {
    writer: new EventWriter(opened.store, sources, fleet),
    store: opened.store,
    kept: () => NO_HISTORY,
    sources,
    roster: {
      dispatch() {},
      drop: (id: TaskId) => Promise.resolve(void dropped.push(id)),
    },
    handoffs: { endOf: () => [] },
    log: { info() {}, error() {} },
  } as unknown as AgentCommandDeps;
  return {
    deps,
    dropped,
    commands: taskCommands(deps),
    statusOf: (n: number) =>
      deps.writer.committed.tasks[taskId(n)]?.state.status,
    create: (task: Partial<NewTask>, to = {}) =>
      createTask(deps, NewTask.parse({ description: "do", ...task }), to),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

const FAILED = {
  status: "failed",
  since: AT,
  failure: { kind: "crashed", message: "gone" },
} as const;
const RUNNING = { status: "running", since: AT } as const;

Deno.test("a task waits for what it needs, by our ids and the caller's", async () => {
  using on = await rig();
  const first = granted(await on.create({ id: "first" })).task;

  const second = granted(
    await on.create({ depends_on: ["first", first.id] }),
  ).task;

  assert.equal(second.state.status, "blocked");
  assert.deepEqual(second.depends_on, [first.id]);
});

Deno.test("a task cannot need what is not there, or has failed", async () => {
  using on = await rig(sampleTask(1, 1, { state: FAILED }));

  assert.equal(
    refusalOf(await on.create({ depends_on: ["nothing"] })),
    "dependency_not_found",
  );
  assert.equal(
    refusalOf(await on.create({ depends_on: [taskId(1)] })),
    "dependency_failed",
  );
  assert.equal(
    refusalOf(await on.create({ parent_id: "nothing" })),
    "parent_not_found",
  );
});

Deno.test("a circle of dependencies is refused with its path", async () => {
  using on = await rig(
    sampleTask(1, 1),
    sampleTask(2, 1, { depends_on: [taskId(1)] }),
    sampleTask(3, 1, { depends_on: [taskId(2)] }),
  );

  const outcome = await on.commands.changeTask(taskId(1), {
    depends_on: [taskId(3)],
  });

  assert.equal(refusalOf(outcome), "dependency_cycle");
  assert.ok(
    !outcome.ok && outcome.refusal.message.includes(
      [1, 3, 2, 1].map(taskId).join(" → "),
    ),
  );
});

Deno.test("a part cannot wait for the task that it is part of", async () => {
  using on = await rig(
    sampleTask(1, 1),
    sampleTask(2, 1, { parent_id: taskId(1) }),
  );

  const changed = await on.commands.changeTask(taskId(2), {
    depends_on: [taskId(1)],
  });
  const created = await on.create({
    parent_id: taskId(1),
    depends_on: [taskId(1)],
  });

  assert.equal(refusalOf(changed), "dependency_cycle");
  assert.equal(refusalOf(created), "dependency_cycle");
});

Deno.test("cancelling a task ends its parts too, and whoever has one lets go of it", async () => {
  using on = await rig(
    sampleTask(1, 1, { state: RUNNING, attempts: [sampleAttempt(1)] }),
    sampleTask(2, 1, { parent_id: taskId(1) }),
    sampleTask(3, 1, { parent_id: taskId(2) }),
    sampleTask(4, 1),
  );

  granted(await on.commands.cancelTask(taskId(1)));
  const again = await on.commands.cancelTask(taskId(1));

  assert.deepEqual([1, 2, 3, 4].map(on.statusOf), [
    "cancelled",
    "cancelled",
    "cancelled",
    "pending",
  ]);
  assert.deepEqual(on.dropped.toSorted(), [1, 2, 3].map(taskId));
  assert.equal(refusalOf(again), "task_ended");
});

Deno.test("a failed task is tried again, with what failed because of it", async () => {
  const blocked = {
    ...FAILED,
    failure: { kind: "dependency_failed", message: "x" },
  } as const;
  using on = await rig(
    sampleTask(1, 1, { state: FAILED }),
    sampleTask(2, 1, { state: blocked, depends_on: [taskId(1)] }),
    sampleTask(3, 1, { state: FAILED, depends_on: [taskId(1)] }),
  );

  granted(await on.commands.retryTask(taskId(1)));
  const again = await on.commands.retryTask(taskId(1));

  assert.deepEqual([1, 2, 3].map(on.statusOf), [
    "pending",
    "blocked",
    "failed",
  ]);
  assert.equal(refusalOf(again), "task_not_ended");
});

Deno.test("a task whose agent is gone is tried again by anybody", async () => {
  using on = await rig(sampleTask(1, 9, { state: FAILED }));

  const task = granted(await on.commands.retryTask(taskId(1)));

  assert.deepEqual([task.agent_id, task.pinned], [null, false]);
});

Deno.test("a task that was tried twenty times is not tried again", async () => {
  const attempts = Array.from(
    { length: 20 },
    (_, n) => sampleAttempt(1, { number: n + 1, ended_at: AT }),
  );
  using on = await rig(sampleTask(1, 1, { state: FAILED, attempts }));

  const answer = await on.commands.retryTask(taskId(1));

  assert.equal(refusalOf(answer), "task_ended");
  assert.equal(on.deps.writer.head.seq, 0);
});

Deno.test("only a task that nobody works on is given away", async () => {
  using on = await rig(
    sampleTask(1, 9),
    sampleTask(2, 1, { state: RUNNING, attempts: [sampleAttempt(1)] }),
    sampleTask(3, 9, { requires: ["python"] }),
  );

  const given = granted(await on.commands.reassignTask(taskId(1), agentId(1)));
  const running = await on.commands.reassignTask(taskId(2), null);
  const unable = await on.commands.reassignTask(taskId(3), agentId(1));
  const nobody = await on.commands.reassignTask(taskId(3), agentId(5));

  assert.deepEqual([given.agent_id, given.pinned], [agentId(1), true]);
  assert.equal(refusalOf(running), "task_running");
  assert.equal(refusalOf(unable), "agent_not_capable");
  assert.equal(refusalOf(nobody), "agent_not_found");
});

Deno.test("only a manager is given a hand-off", async () => {
  using on = await rig();

  const outcome = await on.create({ mode: "handoff" }, { agentId: agentId(1) });

  assert.equal(refusalOf(outcome), "agent_not_manager");
});

Deno.test("the queue is paused once, with its reason, and goes on", async () => {
  using on = await rig();

  const first = granted(await on.commands.pauseQueue("lunch"));
  const second = granted(await on.commands.pauseQueue("again"));
  const open = granted(await on.commands.resumeQueue());

  assert.equal(first.paused?.reason, "lunch");
  assert.deepEqual(second, first);
  assert.equal(open.paused, null);
});
