import { strict as assert } from "node:assert";
import type { Agent } from "@/domain/agent.ts";
import { processId } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { handoffScript, WORKER_NAMES } from "@/tests/helpers/handoff_script.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

/** Time before each answer, within which something can happen. */
const ANSWER_MS = 300;
const DEADLINE_MS = 60_000;

/** A hand-off under way, and who is part of it. */
async function handOff(on: PlatformBench) {
  const manager = await on.agent({ role: "manager", name: "Mara" });
  // One after the other: the script knows in which order they are listed.
  const anybody = await on.agent({ name: WORKER_NAMES.anybody });
  const tester = await on.agent({
    name: WORKER_NAMES.tester,
    capabilities: ["tests"],
  });
  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  return { manager, anybody, tester, task };
}

function handoffOf(fleet: Fleet, task: Task) {
  return Object.values(fleet.handoffs).find(({ task_id }) =>
    task_id === task.id
  );
}

function partOf(fleet: Fleet, key: string): Task | undefined {
  return Object.values(fleet.tasks).find(({ part }) => part === key);
}

function kill(on: PlatformBench, { id }: Agent): void {
  const agent = on.platform.fleet().agents[id];
  const pid = agent && processId(agent.state);
  assert.ok(pid, `agent ${id} has no process`);
  Deno.kill(pid, "SIGKILL");
}

Deno.test("a manager and a worker that are killed at work go on with the hand-off", async () => {
  await using on = await openPlatformBench(handoffScript(ANSWER_MS));
  const { manager, anybody, task } = await handOff(on);

  await on.until((fleet) => {
    const last = handoffOf(fleet, task)?.prompts.at(-1);
    return last?.step === "selecting" && last.started_at;
  }, DEADLINE_MS);
  kill(on, manager);
  await on.until((fleet) => partOf(fleet, "api")?.state.status === "running");
  kill(on, anybody);
  const done = await on.ended(task, DEADLINE_MS);

  const fleet = on.platform.fleet();
  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
  const reasons = handoffOf(fleet, task)?.prompts
    .filter(({ step }) => step === "selecting").map(({ reason }) => reason);
  assert.deepEqual(reasons, ["first", "resumed"]);
  const api = partOf(fleet, "api");
  assert.deepEqual(api?.attempts.map(({ outcome }) => outcome), [
    "crashed",
    "succeeded",
  ]);
  assert.ok(
    on.bench.model.requests.some((request) =>
      JSON.stringify(request).includes("An earlier attempt did not come to")
    ),
    "the worker was not told of the attempt before",
  );
});

Deno.test("a part whose worker is terminated before it begins waits for anybody who can do it", async () => {
  await using on = await openPlatformBench(handoffScript(ANSWER_MS));
  const { tester, task } = await handOff(on);
  await on.until(
    (fleet) => partOf(fleet, "tests")?.state.status === "blocked",
    DEADLINE_MS,
  );

  granted(await on.platform.terminateAgent(tester.id));
  const free = await on.until((fleet) => {
    const tests = partOf(fleet, "tests");
    return tests && !tests.pinned && tests;
  });
  const other = await on.agent({ name: "Bea", capabilities: ["tests"] });
  const done = await on.ended(task, DEADLINE_MS);

  assert.equal(free.agent_id, null);
  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
  const tests = partOf(on.platform.fleet(), "tests");
  assert.deepEqual(tests?.attempts.map(({ agent_id }) => agent_id), [
    other.id,
    other.id,
  ]);
});

Deno.test("a cancelled task calls its parts off, and its agents are free again", async () => {
  await using on = await openPlatformBench(handoffScript(ANSWER_MS));
  const { task } = await handOff(on);
  await on.until(
    (fleet) => partOf(fleet, "api")?.state.status === "running",
    DEADLINE_MS,
  );

  granted(await on.platform.cancelTask(task.id));
  const fleet = await on.until((fleet) =>
    Object.values(fleet.agents).every(({ state }) => state.status === "idle") &&
    fleet
  );

  assert.equal(handoffOf(fleet, task)?.state.status, "failed");
  assert.deepEqual(
    ["api", "ui", "tests", "docs"].map((key) =>
      partOf(fleet, key)?.state.status
    ),
    Array(4).fill("cancelled"),
  );
  assert.equal(fleet.tasks[task.id]?.state.status, "cancelled");
});

Deno.test("a task that is tried again begins a hand-off of its own", async () => {
  await using on = await openPlatformBench(handoffScript(ANSWER_MS));
  const { task } = await handOff(on);
  await on.until(
    (fleet) => partOf(fleet, "api")?.state.status === "running",
    DEADLINE_MS,
  );
  granted(await on.platform.cancelTask(task.id));
  const first = handoffOf(on.platform.fleet(), task);

  granted(await on.platform.retryTask(task.id));
  const done = await on.ended(
    await on.until(({ tasks }) =>
      tasks[task.id]?.state.status === "running" && tasks[task.id]
    ),
    DEADLINE_MS,
  );

  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
  assert.notEqual(done.handoff_id, first?.id);
  const parts = Object.values(on.platform.fleet().tasks)
    .filter(({ part }) => part === "api");
  assert.deepEqual(parts.map(({ state }) => state.status).sort(), [
    "cancelled",
    "completed",
  ]);
});
