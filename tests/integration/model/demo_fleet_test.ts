import assert from "node:assert/strict";
import type { Approval } from "@/domain/approval.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Handoff } from "@/domain/handoff.ts";
import type { Decision } from "@/domain/approval.ts";
import type { Task } from "@/domain/task.ts";
import { seedDemo } from "@/host/seed_demo.ts";
import { atPace, demoScript, demoTasks } from "@/model/scripts/demo.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const DEADLINE_MS = 120_000;

/** The demo's fleet with some of its tasks, at full speed. */
async function openDemo(...keys: readonly string[]): Promise<PlatformBench> {
  const on = await openPlatformBench(atPace(demoScript, 0));
  const tasks = demoTasks.filter(({ key }) => keys.includes(key));
  await seedDemo(
    on.platform,
    tasks.map((task) => ({
      ...task,
      after: keys.find((key) => key === task.after),
    })),
  );
  return on;
}

function taskOf(fleet: Fleet, key: string): Task | undefined {
  return Object.values(fleet.tasks).find(({ external_id }) =>
    external_id === `demo-1-${key}`
  );
}

async function ended(on: PlatformBench, key: string): Promise<Task> {
  const task = taskOf(on.platform.fleet(), key);
  assert.ok(task, `there is no task "${key}"`);
  return await on.ended(task, DEADLINE_MS);
}

function outputOf({ state }: Task): string {
  assert.equal(state.status, "completed", JSON.stringify(state));
  return state.status === "completed" ? state.result.output.text : "";
}

function handoffOf(fleet: Fleet, task: Task): Handoff {
  const handoff = Object.values(fleet.handoffs).find(({ task_id }) =>
    task_id === task.id
  );
  assert.ok(handoff);
  return handoff;
}

async function asked(on: PlatformBench, tool: string): Promise<Approval> {
  return await on.until(
    (fleet) =>
      Object.values(fleet.approvals).find((approval) =>
        approval.tool === tool && approval.state.status === "pending"
      ),
    DEADLINE_MS,
  );
}

async function decide(on: PlatformBench, tool: string, decision: Decision) {
  const { id } = await asked(on, tool);
  granted(await on.platform.decideApproval(id, decision));
}

Deno.test("the demo's hand-off goes through all five steps, with a question and a part sent back", async () => {
  await using on = await openDemo("release");

  const task = await ended(on, "release");

  const fleet = on.platform.fleet();
  assert.match(outputOf(task), /five tests/);
  const handoff = handoffOf(fleet, task);
  assert.deepEqual(
    handoff.prompts.map(({ step, reason }) => `${step} ${reason}`),
    [
      "analyzing first",
      "selecting first",
      "instructing first",
      "processing first",
      "processing first",
    ],
  );
  const parts = handoff.parts.map(({ task_id }) => fleet.tasks[task_id ?? ""]);
  assert.deepEqual(
    parts.map((part) => [
      part?.part,
      part?.state.status,
      part?.attempts.map(({ outcome }) => outcome),
      part?.feedback !== null,
    ]),
    [
      ["search", "completed", ["succeeded"], false],
      ["tags", "completed", ["succeeded"], false],
      ["tests", "completed", ["succeeded", "succeeded"], true],
      ["guide", "completed", ["succeeded"], false],
    ],
  );
  assert.equal(
    new Set(handoff.parts.map(({ agent_id }) => agent_id)).size,
    3,
    "three free workers share the parts",
  );
  const mail = Object.values(fleet.messages);
  assert.deepEqual(
    mail.map(({ kind, delivery }) => `${kind} ${delivery.status}`),
    ["question delivered", "answer delivered"],
  );
  assert.ok(mail[0]?.answered_at);
});

Deno.test("code that one worker of the demo reported is what the next one saves", async () => {
  await using on = await openDemo("release");

  const task = await ended(on, "release");

  const { agents, handoffs, tasks } = on.platform.fleet();
  const { parts } = handoffOf(on.platform.fleet(), task);
  const folderOf = (key: string) => {
    const part = parts.find((each) => each.key === key);
    return agents[part?.agent_id ?? ""]?.working_directory;
  };
  assert.ok(Object.keys(handoffs).length === 1 && Object.keys(tasks).length);
  assert.notEqual(folderOf("search"), folderOf("tests"));
  assert.equal(
    await Deno.readTextFile(`${folderOf("tests")}/search.py`),
    await Deno.readTextFile(`${folderOf("search")}/search.py`),
  );
  assert.match(
    await Deno.readTextFile(`${folderOf("tests")}/test_notes.py`),
    /finds_nothing/,
  );
});

Deno.test("what the demo's tasks cost with all their parts is what its agents cost", async () => {
  await using on = await openDemo("release", "hello", "settings", "plan");

  await ended(on, "release");
  await ended(on, "plan");
  await ended(on, "settings");

  const { agents, tasks } = await on.until((fleet) =>
    Object.values(fleet.agents).every(({ state }) => state.status === "idle") &&
    fleet
  );
  const sum = (costs: readonly number[]) =>
    Math.round(costs.reduce((all, cost) => all + cost, 0) * 100);
  const ofAgents = sum(
    Object.values(agents).map(({ usage }) => usage.cost_usd),
  );
  const roots = Object.values(tasks).filter(({ parent_id }) =>
    parent_id === null
  );
  assert.ok(ofAgents > 0);
  assert.equal(
    sum(roots.map(({ tree_usage }) => tree_usage.cost_usd)),
    ofAgents,
  );
});

Deno.test("the demo's request waits, and the tests really run when it is allowed", async () => {
  await using on = await openDemo("leap-years");

  await decide(on, "Bash", { decision: "allow", scope: "once" });
  const task = await ended(on, "leap-years");

  assert.match(outputOf(task), /Ran 2 tests[\s\S]*OK/);
});

Deno.test("the demo's agent goes on without what it was denied", async () => {
  await using on = await openDemo("leap-years");

  await decide(on, "Bash", { decision: "deny", note: "not now" });
  const task = await ended(on, "leap-years");

  assert.match(outputOf(task), /^\*\*The tests are not run\*\*/);
});

const QUESTION = "What should the release be called?";

Deno.test("the demo's question is answered in the words of the person", async () => {
  await using on = await openDemo("name");

  await decide(on, "AskUserQuestion", {
    decision: "allow",
    scope: "once",
    answers: { [QUESTION]: "Big Bertha" },
  });
  const task = await ended(on, "name");

  assert.match(outputOf(task), /\*\*Big Bertha\*\*/);
});

Deno.test("the demo's agent decides itself when its question is not answered", async () => {
  await using on = await openDemo("name");

  await decide(on, "AskUserQuestion", { decision: "deny", note: "" });
  const task = await ended(on, "name");

  assert.match(outputOf(task), /I decided: the release is called \*\*1\.1\*\*/);
});

for (const workers of [1, 2, 3]) {
  Deno.test(`any task that is handed off in the demo comes to its end with ${workers} worker(s)`, async () => {
    await using on = await openPlatformBench(atPace(demoScript, 0));
    const manager = await on.agent({ role: "manager", name: "Maud" });
    for (let i = 0; i < workers; i++) await on.agent({ name: `W${i}` });

    const given = await on.give(manager.id, {
      description: "Paint a hello world sign\n\nand run the tests, date parser",
      mode: "handoff",
    });
    const task = await on.ended(given, DEADLINE_MS);

    const { parts } = handoffOf(on.platform.fleet(), task);
    const output = outputOf(task);
    assert.match(output, /^\*\*Paint a hello world sign\*\* is done/);
    assert.match(output, /Wrote `paint-a-hello-world-sign-check\.md`/);
    assert.deepEqual(parts.map(({ key }) => key), ["survey", "draft", "check"]);
    const chosen = new Set(parts.map(({ agent_id }) => agent_id));
    assert.equal(chosen.size, workers);
  });
}
