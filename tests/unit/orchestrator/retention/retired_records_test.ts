import { strict as assert } from "node:assert";
import type { HistoryOutcome, KeptRecords } from "@/domain/history.ts";
import type { NewTask } from "@/domain/task.ts";
import { Task } from "@/domain/task.ts";
import type { AgentCommandDeps } from "@/orchestrator/agent_commands.ts";
import { createTask } from "@/orchestrator/queue/create_task.ts";
import { missingTaskRefusal } from "@/orchestrator/retention/retired_records.ts";
import { retire } from "@/orchestrator/retention/retire.ts";
import {
  agentId,
  AT,
  createdDrafts,
  sampleAgent,
  sampleTask,
  someId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { openStore, openWriter } from "@/tests/helpers/live_store.ts";
import { NO_HISTORY } from "@/tests/helpers/no_history.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

const TEXT = "Do it well";
const LONG = { text: "Do it", length: TEXT.length, blob: "blob-1" };

/** A task with the caller's own id `mine`, that the live store has let go of. */
async function rig() {
  const opened = await openStore();
  const { store } = opened;
  const writer = await openWriter(store);
  const task = Task.parse({
    ...sampleTask(1, 1, { external_id: "mine" }),
    description: LONG,
  });
  await writer.append([
    ...createdDrafts(sampleAgent(1), task),
    {
      type: "task.cancelled",
      agent_id: agentId(1),
      task_id: taskId(1),
      data: { reason: "" },
    },
  ]);
  const ended = await store.readTask(taskId(1));
  assert.ok(ended);
  await retire(writer, { tasks: [ended] });
  const known = <T>(value: T): Promise<HistoryOutcome<T>> =>
    Promise.resolve({ ok: true, value });
  const kept: KeptRecords = {
    ...NO_HISTORY,
    task: (id) => known(id === taskId(1) ? ended : undefined),
    text: () => known(TEXT),
  };
  const history = { kept };
  const deps = {
    writer,
    store,
    kept: () => history.kept,
    sources: { now: () => AT, newId: () => someId(9) },
    roster: { dispatch: () => {} },
  } as unknown as AgentCommandDeps;
  return {
    writer,
    history,
    deps,
    assign: (wanted: Partial<NewTask>) =>
      createTask(
        deps,
        { id: "mine", description: TEXT, priority: 0, ...wanted },
        { agentId: agentId(1) },
      ),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

Deno.test("a retired task that is sent again is answered, and no second one made", async () => {
  using it = await rig();

  const { task, created } = granted(await it.assign({}));

  assert.deepEqual([task.id, created], [taskId(1), false]);
  assert.deepEqual(it.writer.head.tasks, {});
});

Deno.test("the id of a retired task is taken for another text", async () => {
  using it = await rig();

  const answer = await it.assign({ description: "Do it badly" });

  assert.equal(refusalOf(answer), "task_id_taken");
});

Deno.test("while the history is away, only ids of retired tasks have to wait", async () => {
  using it = await rig();
  it.history.kept = NO_HISTORY;

  const retired = await it.assign({});
  const fresh = granted(await it.assign({ id: "new" }));

  assert.equal(refusalOf(retired), "history_away");
  assert.equal(fresh.created, true);
});

Deno.test("an id whose task a person removed for good is free again", async () => {
  using it = await rig();
  it.history.kept = {
    ...NO_HISTORY,
    task: () => Promise.resolve({ ok: true, value: undefined }),
  };

  const { created } = granted(await it.assign({}));

  assert.equal(created, true);
});

Deno.test("a command on a task that is not here says whether it left, or never was", async () => {
  using it = await rig();

  const left = await missingTaskRefusal(it.deps, taskId(1));
  const never = await missingTaskRefusal(it.deps, taskId(2));
  it.history.kept = NO_HISTORY;
  const unknown = await missingTaskRefusal(it.deps, taskId(1));

  assert.deepEqual([left.code, never.code, unknown.code], [
    "task_retired",
    "task_not_found",
    "history_away",
  ]);
});
