import { strict as assert } from "node:assert";
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
  const next = await on.ended(
    await on.give(agent_id, { description: "then" }),
  );
  assert.equal(next.state.status, "completed");
}

const API_ERRORS = [
  [401, "authentication"],
  [429, "rate_limit"],
  [529, "overloaded"],
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

Deno.test("a tool outside the agent's permissions is denied with a note, and the task goes on", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { tool_error: true }, reply: "Done without." }],
    fallback: {
      tool: {
        name: "Bash",
        input: { command: "touch made.txt", description: "d" },
      },
    },
  });
  const agent = await on.agent({ permission_mode: "default" });

  const task = await on.ended(await on.give(agent.id, {}));

  assert.ok(task.state.status === "completed", failureKind(task));
  assert.equal(task.state.result.output.text, "Done without.");
  const notes = (await on.transcript(agent.id)).flatMap((entry) =>
    entry.kind === "notice" ? [`${entry.level} ${entry.text.text}`] : []
  );
  assert.deepEqual(notes, [
    "warning Denied Bash: outside the agent's permission mode and allowed tools",
  ]);
  const made = `${agent.working_directory}/made.txt`;
  assert.equal(await Deno.stat(made).catch(() => "missing"), "missing");
});

Deno.test("when the process is killed, its task fails as crashed, those that wait are cancelled, and the agent has failed", async () => {
  await using on = await openPlatformBench({ fallback: ENDLESS_TEXT });
  const agent = await on.agent();
  const [task, waiting] = [
    await on.give(agent.id, { description: "one" }),
    await on.give(agent.id, { description: "two" }),
  ];
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
  const now = on.platform.fleet().agents[agent.id];
  assert.ok(now?.state.status === "busy");

  await runTool("/usr/bin/kill", ["-KILL", "--", String(now.state.process_id)]);
  const ended = await on.ended(task);

  assert.equal(failureKind(ended), "crashed/crashed");
  assert.equal((await on.ended(waiting)).state.status, "cancelled");
  const { state } = await on.until(({ agents }) => {
    const each = agents[agent.id];
    return each?.state.status === "failed" && each;
  });
  assert.ok(state.status === "failed" && state.failure.kind === "crashed");
  await untilTagged(on.instanceId, (left) => left.length === 0, 2_000);
});

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
