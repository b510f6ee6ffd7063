import { strict as assert } from "node:assert";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import type { ScriptInput } from "@/model/mod.ts";
import { handoffScript, WORKER_NAMES } from "@/tests/helpers/handoff_script.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const DEADLINE_MS = 60_000;

/** A manager, a worker for anything and one who can test. */
async function team(on: PlatformBench): Promise<Agent> {
  const manager = await on.agent({ role: "manager", name: "Mara" });
  // One after the other: the script knows in which order they are listed.
  await on.agent({ name: WORKER_NAMES.anybody });
  await on.agent({ name: WORKER_NAMES.tester, capabilities: ["tests"] });
  return manager;
}

const handoffOf = (fleet: Fleet, task: Task) =>
  Object.values(fleet.handoffs).find(({ task_id }) => task_id === task.id);

Deno.test("a task with four parts goes through all five steps with real agents", async () => {
  await using on = await openPlatformBench(handoffScript());
  const manager = await team(on);

  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  const done = await on.ended(task, DEADLINE_MS);

  const fleet = on.platform.fleet();
  const handoff = handoffOf(fleet, task);
  assert.equal(
    done.state.status === "completed" && done.state.result.output.text,
    "It is **built**",
    JSON.stringify(done.state),
  );
  assert.equal(handoff?.state.status, "completed");
  assert.deepEqual(
    handoff?.prompts.map(({ step, reason }) => `${step} ${reason}`),
    [
      "analyzing first",
      "selecting first",
      "instructing first",
      "processing first",
      "processing first",
    ],
  );
  assert.ok(
    handoff.prompts.every((prompt) =>
      prompt.started_at && prompt.ended_at && prompt.accepted_at
    ),
  );
  const parts = handoff.parts.map(({ task_id }) => fleet.tasks[task_id ?? ""]);
  assert.deepEqual(
    parts.map((part) => [
      part?.part,
      part?.state.status,
      part?.attempts.length,
      part?.state.status === "completed" && part.state.result.output.text,
    ]),
    [
      ["api", "completed", 1, "The api is there"],
      ["ui", "completed", 1, "The ui is there"],
      ["tests", "completed", 2, "More tests"],
      ["docs", "completed", 1, "The docs is there"],
    ],
  );
  // What a part needs is done before it begins, and reaches its worker.
  const [api, ui, tests] = parts;
  const began = tests?.attempts[0]?.assigned_at ?? "";
  for (const needed of [api, ui]) {
    assert.ok((needed?.attempts[0]?.reported_at ?? "x") <= began);
  }
  const told = on.bench.model.requests.some((request) =>
    JSON.stringify(request).includes("The api is there")
  );
  assert.ok(told);
});

/** The same, but each part goes to a worker of its own, and every answer costs. */
function fourWorkers(): ScriptInput {
  const script = handoffScript();
  const select = {
    name: "select four",
    when: {
      last_user: "Step 2 of 5",
      tool_result: `/${
        [1, 2, 3, 4].map((n) => `worker_id (\\S+): W${n};`).join(".*")
      }/s`,
    },
    reply: {
      tools: ["api", "ui", "tests", "docs"].map((part, index) => ({
        name: "mcp__vamp__select_worker",
        input: { part, worker_id: `{{${index + 1}}}` },
      })),
    },
  };
  return {
    ...script,
    defaults: {
      usage: {
        input_tokens: 1_234,
        output_tokens: 321,
        cache_read_input_tokens: 777,
        cache_creation_input_tokens: 55,
      },
    },
    rules: [select, ...script.rules ?? []],
  };
}

Deno.test("what a hand-off costs is what its five agents cost, to the cent", async () => {
  await using on = await openPlatformBench(fourWorkers());
  const manager = await on.agent({ role: "manager", name: "Mara" });
  for (const name of ["W1", "W2", "W3", "W4"]) {
    await on.agent({ name, capabilities: ["tests"] });
  }

  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  await on.ended(task, DEADLINE_MS);
  // What the last turns cost is told when they end.
  const fleet = await on.until((fleet) =>
    Object.values(fleet.agents).every(({ state }) => state.status === "idle") &&
    fleet
  );

  const done = fleet.tasks[task.id];
  assert.equal(done?.state.status, "completed");
  const agents = Object.values(fleet.agents);
  const parts = Object.values(fleet.tasks).filter(({ parent_id }) =>
    parent_id === task.id
  );
  assert.equal(new Set(parts.map(({ agent_id }) => agent_id)).size, 4);
  assert.ok(agents.every(({ usage }) => usage.cost_usd > 0.01));
  const sum = (costs: readonly number[]) =>
    Math.round(costs.reduce((all, cost) => all + cost, 0) * 1e6);
  const ofAgents = sum(agents.map(({ usage }) => usage.cost_usd));
  assert.equal(sum([done?.tree_usage.cost_usd ?? 0]), ofAgents);
  assert.equal(
    sum([done, ...parts].map((each) => each?.usage.cost_usd ?? 0)),
    ofAgents,
  );
  assert.equal(
    done?.tree_usage.output_tokens,
    agents.reduce((all, { usage }) => all + usage.output_tokens, 0),
  );
});

Deno.test("a manager that never hands in its analysis fails its task after three prompts", async () => {
  await using on = await openPlatformBench({ fallback: "I think about it." });
  const manager = await on.agent({ role: "manager" });

  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  const done = await on.ended(task, DEADLINE_MS);

  assert.equal(
    done.state.status === "failed" && done.state.failure.kind,
    "no_answer",
  );
  assert.deepEqual(
    handoffOf(on.platform.fleet(), task)?.prompts.map(({ reason }) => reason),
    ["first", "reminder", "retry"],
  );
  const free = await on.until(({ agents }) =>
    agents[manager.id]?.state.status === "idle"
  );
  assert.ok(free);
});

Deno.test("a hand-off goes on where only one task may run at once", async () => {
  await using on = await openPlatformBench(handoffScript(), { maxRunning: 1 });
  const manager = await team(on);

  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  const done = await on.ended(task, DEADLINE_MS);

  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
});

Deno.test("a manager that is silent for too long, and speaks again, is asked again", async () => {
  const script = handoffScript();
  await using on = await openPlatformBench({
    ...script,
    rules: [
      {
        name: "silent at first",
        when: { last_user: "Step 1 of 5" },
        times: 1,
        reply: { text: "Let me see.", delay_ms: 4_000 },
      },
      ...script.rules ?? [],
    ],
  }, { leaseMs: 1_500 });
  const manager = await team(on);

  const task = await on.give(manager.id, {
    description: "Build it all",
    mode: "handoff",
  });
  const done = await on.ended(task, DEADLINE_MS);

  assert.equal(done.state.status, "completed", JSON.stringify(done.state));
  const prompts = handoffOf(on.platform.fleet(), task)?.prompts ?? [];
  assert.deepEqual(
    prompts.slice(0, 2).map(({ step, reason }) => `${step} ${reason}`),
    ["analyzing first", "analyzing resumed"],
  );
  // It listened again: there was no need to replace its process.
  assert.deepEqual(on.platform.fleet().agents[manager.id]?.crashes, []);
});

for (
  const place of [
    "analyzing",
    "selecting",
    "instructing",
    "processing",
  ] as const
) {
  Deno.test(`a server that stops while the manager is ${place} goes on with the hand-off`, async () => {
    await using on = await openPlatformBench(handoffScript(150));
    const manager = await team(on);
    const task = await on.give(manager.id, {
      description: "Build it all",
      mode: "handoff",
    });
    await on.until((fleet) => {
      const handoff = handoffOf(fleet, task);
      const last = handoff?.prompts.at(-1);
      return last?.step === place && last.started_at && !last.accepted_at;
    }, DEADLINE_MS);

    await on.reopen();
    const done = await on.ended(task, DEADLINE_MS);

    assert.equal(done.state.status, "completed", JSON.stringify(done.state));
    const handoff = handoffOf(on.platform.fleet(), task);
    const accepted = handoff?.prompts.filter((prompt) => prompt.accepted_at);
    assert.deepEqual(accepted?.map(({ step }) => step), [
      "analyzing",
      "selecting",
      "instructing",
      "processing",
      "processing",
    ]);
    assert.ok(
      handoff?.prompts.every(({ reason }) =>
        reason === "first" || reason === "resumed"
      ),
    );
  });
}
