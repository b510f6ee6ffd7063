import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import type { Task } from "@/domain/task.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";
import { untilTagged } from "@/tests/helpers/tagged.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const FINE = {
  when: { last_user: "then" },
  reply: "Fine.",
};
const ENDLESS_TEXT = {
  text: "word ".repeat(4_000),
  chunk_size: 5,
  chunk_delay_ms: 20,
};

function failureKind(task: Task): string {
  return task.state.status === "failed"
    ? `${task.state.failure.kind}/${task.attempts.at(-1)?.outcome}`
    : task.state.status;
}

/** The agent is idle, and does another task as if nothing had been. */
async function worksOn(on: PlatformBench, { agent_id }: Task) {
  assert.ok(agent_id);
  const next = await on.ended(
    await on.give(agent_id, { description: "then" }),
  );
  assert.equal(next.state.status, "completed");
}

const API_ERRORS = [
  [400, "bad_input"],
  [404, "model_not_found"],
  [500, "api_error"],
] as const;

for (const [status, kind] of API_ERRORS) {
  Deno.test(`a task fails as ${kind} when the API answers ${status}, and the agent goes on`, async () => {
    await using on = await openPlatformBench({
      rules: [FINE],
      fallback: { status, headers: { "retry-after": "0" } },
    });
    const agent = await on.agent();

    const task = await on.ended(await on.give(agent.id, {}));

    assert.equal(failureKind(task), `${kind}/failed`);
    await worksOn(on, task);
    const after = await on.platform.findAgent(agent.id);
    assert.deepEqual([after?.tasks_failed, after?.tasks_completed], [1, 1]);
  });
}

Deno.test("an interrupted task fails as interrupted, and the agent goes on", async () => {
  await using on = await openPlatformBench({
    rules: [FINE],
    fallback: ENDLESS_TEXT,
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  const answer = await on.platform.interruptAgent(agent.id);
  const ended = await on.ended(task);

  assert.ok(answer.ok);
  assert.equal(failureKind(ended), "interrupted/cancelled");
  await worksOn(on, ended);
});

Deno.test("a task that is interrupted before its turn has begun fails at once, and the agent goes on", async () => {
  await using on = await openPlatformBench({
    rules: [FINE],
    fallback: ENDLESS_TEXT,
  });
  const agent = await on.agent();

  const tasks: Task[] = [];
  for (let round = 0; round < 3; round++) {
    const task = await on.give(agent.id, {});
    await on.platform.interruptAgent(agent.id);
    tasks.push(await on.ended(task, 5_000));
  }

  assert.deepEqual(
    tasks.map(failureKind),
    Array(3).fill("interrupted/cancelled"),
  );
  await worksOn(on, tasks[0] as Task);
});

Deno.test("a task that takes longer than its agent may fails as timed out, and the agent goes on", async () => {
  await using on = await openPlatformBench({
    rules: [FINE],
    fallback: ENDLESS_TEXT,
  });
  const agent = await on.agent({ resource_limits: { timeout_seconds: 1 } });

  const task = await on.ended(await on.give(agent.id, {}));

  assert.equal(failureKind(task), "timed_out/timed_out");
  await worksOn(on, task);
});

Deno.test("when the process is killed, the agent starts again, and its tasks are done", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "Attempt 2" }, reply: "done" }, {
      when: { last_user: "two" },
      reply: "done",
    }, { when: { last_user: "zero" }, reply: "done" }],
    fallback: ENDLESS_TEXT,
  });
  const agent = await on.agent();
  await on.ended(await on.give(agent.id, { description: "zero" }));
  const [task, waiting] = [
    await on.give(agent.id, { description: "one" }),
    await on.give(agent.id, { description: "two" }),
  ];
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
  await killProcess(on, agent.id);

  const ended = await on.ended(task);

  assert.equal(ended.state.status, "completed");
  assert.deepEqual(
    ended.attempts.map(({ outcome, failure }) => [outcome, failure?.kind]),
    [["crashed", "crashed"], ["succeeded", undefined]],
  );
  assert.equal((await on.ended(waiting)).state.status, "completed");
  const after = on.platform.fleet().agents[agent.id];
  assert.equal(after?.crashes.length, 1);
  assert.equal(after?.claude_session.id, agent.claude_session.id);
});

Deno.test("an agent whose process is lost again and again has failed, and what only it may do is cancelled", async () => {
  await using on = await openPlatformBench({ fallback: ENDLESS_TEXT });
  const agent = await on.agent();
  const [task, waiting] = [
    await on.give(agent.id, { description: "one" }),
    await on.give(agent.id, { description: "two" }),
  ];

  for (let kill = 1; kill <= 6; kill++) {
    await on.until(({ agents }) => {
      const each = agents[agent.id];
      return each?.crashes.length === kill - 1 && each.state.status === "busy";
    });
    await killProcess(on, agent.id);
  }

  const { state } = await on.until(({ agents }) => {
    const each = agents[agent.id];
    return each?.state.status === "failed" && each;
  });
  assert.ok(state.status === "failed" && state.failure.kind === "crashed");
  const dead = await on.ended(task);
  assert.equal(failureKind(dead), "crashed/crashed");
  assert.deepEqual(dead.attempts.map(({ number }) => number), [1, 2, 3]);
  assert.ok(dead.attempts.every(({ failure }) => failure?.kind === "crashed"));
  assert.notEqual((await on.ended(waiting)).state.status, "completed");
  await untilTagged(on.instanceId, (left) => left.length === 0, 2_000);
});

async function killProcess(on: PlatformBench, agent: AgentId) {
  const now = on.platform.fleet().agents[agent]?.state;
  assert.ok(now && "process_id" in now);
  await runTool("/usr/bin/kill", ["-KILL", "--", String(now.process_id)]);
}

Deno.test("an agent whose CLI cannot start has failed, in the words of the start", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  await Deno.writeTextFile(`${on.bench.folder}/agents`, "no folder");

  const created = await on.platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(created.ok);
  const started = await on.platform.whenStarted(created.value.id);

  assert.ok(!started.ok && started.refusal.code === "claude_start_failed");
  const agent = await on.platform.findAgent(created.value.id);
  assert.ok(agent?.state.status === "failed");
  assert.equal(agent.state.failure.message, started.refusal.message);
});
