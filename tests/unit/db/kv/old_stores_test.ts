import { strict as assert } from "node:assert";
import { NO_BOOT } from "@/domain/boot_reducer.ts";
import { NO_BUDGETS } from "@/domain/budget_reducer.ts";
import { OPEN_LIMITS } from "@/domain/limits_reducer.ts";
import { OPEN_QUEUE } from "@/domain/queue_reducer.ts";
import { agentId, sessionId, taskId } from "@/tests/helpers/fleet.ts";
import {
  type OpenStore,
  openStore,
  openWriter,
} from "@/tests/helpers/live_store.ts";
import BEFORE_MANAGERS from "@/tests/fixtures/stores/before_managers.json" with {
  type: "json",
};

/**
 * A store as a version wrote it that had no hand-offs, no queue for anybody,
 * and one attempt a task.
 */
async function openOldStore(): Promise<OpenStore> {
  const open = await openStore();
  for (const { key, value } of BEFORE_MANAGERS) await open.kv.set(key, value);
  return open;
}

Deno.test("a store from before there were hand-offs is read back with all that is in it", async () => {
  using open = await openOldStore();

  const fleet = await open.store.load();

  assert.equal(fleet.seq, 18);
  const { agents, tasks, sessions, ...rest } = fleet;
  assert.deepEqual(rest, {
    seq: 18,
    handoffs: {},
    messages: {},
    approvals: {},
    rules: {},
    templates: {},
    incidents: {},
    queue: OPEN_QUEUE,
    limits: OPEN_LIMITS,
    budgets: NO_BUDGETS,
    boot: NO_BOOT,
  });
  const states = (records: Readonly<Record<string, { state: object }>>) =>
    Object.values(records)
      .map(({ state }) => "status" in state && state.status);
  assert.deepEqual(states(agents).toSorted(), ["busy", "failed"]);
  assert.deepEqual(states(sessions), ["active"]);
  assert.deepEqual(states(tasks).toSorted(), [
    "completed",
    "failed",
    "pending",
    "running",
  ]);
  const done = tasks[taskId(1)];
  assert.equal(done?.usage.cost_usd, 0.25);
  assert.deepEqual(done.tree_usage, done.usage);
  assert.deepEqual(
    [done.pinned, done.mode, done.parent_id, done.depends_on],
    [true, "direct", null, []],
  );
  assert.equal(done.attempts[0]?.outcome, "succeeded");
  assert.deepEqual(tasks[taskId(4)]?.state, {
    status: "pending",
    since: "2026-01-02T03:04:05.678Z",
    not_before: null,
  });
});

Deno.test("work goes on in a store from before there were hand-offs", async () => {
  using open = await openOldStore();
  const writer = await openWriter(open.store);

  await writer.append([
    {
      type: "task.reassigned",
      task_id: taskId(4),
      data: { to: null, by: { kind: "person" } },
    },
    {
      type: "task.cancelled",
      agent_id: agentId(1),
      task_id: taskId(3),
      data: { reason: "asked" },
    },
  ]);

  assert.deepEqual(await open.again().load(), writer.committed);
  const ids = async (filter: object) =>
    (await open.store.listTasks({ limit: 9, ...filter })).items
      .map(({ id }) => id);
  assert.deepEqual(await ids({}), [4, 3, 2, 1].map(taskId));
  assert.deepEqual(
    await ids({ agentId: agentId(1) }),
    [3, 2, 1].map(taskId),
  );
  assert.deepEqual(
    await ids({ sessionId: sessionId(1) }),
    [4, 3, 2, 1].map(taskId),
  );
});

Deno.test("the log of a store from before there were hand-offs is read back whole", async () => {
  using open = await openOldStore();

  const events = await open.store.readEvents(0, 100);

  assert.deepEqual(
    events.map(({ seq }) => seq),
    Array.from({ length: 18 }, (_, i) => i + 1),
  );
});
