import { strict as assert } from "node:assert";
import { AgentConfig } from "@/domain/agent.ts";
import {
  granted,
  openPlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import {
  ENDLESS,
  endlessRuns,
  tagged,
  untilTagged,
} from "@/tests/helpers/tagged.ts";

const ENDLESS_TOOL = {
  fallback: {
    tool: { name: "Bash", input: { command: ENDLESS, description: "d" } },
  },
};

Deno.test("terminating a busy agent cancels its tasks, ends all it started within 2 s, and counts the cut turn", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  const running = await on.give(agent.id, { description: "one" });
  const waiting = await on.give(agent.id, { description: "two" });
  await untilTagged(on.instanceId, endlessRuns, 20_000);
  const startedAt = performance.now();

  const ended = granted(await on.platform.terminateAgent(agent.id));

  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs < 2_000, `took ${tookMs} ms`);
  assert.deepEqual(await tagged(on.instanceId), []);
  assert.equal(ended.state.status, "terminated");
  const { tasks, agents } = on.platform.fleet();
  assert.equal(tasks[running.id]?.state.status, "cancelled");
  assert.equal(tasks[running.id]?.attempts[0]?.outcome, "cancelled");
  assert.equal(tasks[waiting.id]?.state.status, "cancelled");
  assert.equal(tasks[waiting.id]?.attempts.length, 0);
  const usage = agents[agent.id]?.usage;
  assert.ok(usage && usage.cost_usd > 0);
  assert.deepEqual(tasks[running.id]?.usage, usage);
});

Deno.test("terminating twice at once ends an agent once, and once more says the same", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();

  const both = await Promise.all([
    on.platform.terminateAgent(agent.id),
    on.platform.terminateAgent(agent.id),
  ]);
  const later = await on.platform.terminateAgent(agent.id);

  const states = [...both, later].map((each) => granted(each).state.status);
  assert.deepEqual(states, ["terminated", "terminated", "terminated"]);
  const types = (await on.events()).map(({ type }) => type);
  assert.equal(types.filter((t) => t === "agent.terminated").length, 1);
  assert.equal(
    types.filter((t) => t === "agent.termination_requested").length,
    1,
  );
});

Deno.test("an agent that is terminated while it starts, or waits to start, leaves no process", async () => {
  await using on = await openPlatformBench({ fallback: "ok" }, {
    parallelStarts: 1,
  });
  const config = AgentConfig.parse({ role: "worker" });
  const [starting, queued] = [
    granted(await on.platform.createAgent(config)),
    granted(await on.platform.createAgent(config)),
  ];
  const outcome = on.platform.whenStarted(starting.id);
  await untilTagged(on.instanceId, (processes) => processes.length > 0);

  const ended = await Promise.all([
    on.platform.terminateAgent(starting.id),
    on.platform.terminateAgent(queued.id),
  ]);

  assert.deepEqual(await tagged(on.instanceId), []);
  for (const each of ended) {
    assert.equal(granted(each).state.status, "terminated");
  }
  assert.ok(!(await outcome).ok);
  assert.ok(!(await on.events()).some(({ type }) => type === "agent.started"));
});

Deno.test("commands about agents that are not there are refused by name", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();
  await on.platform.terminateAgent(agent.id);
  const nobody = crypto.randomUUID() as typeof agent.id;
  const task = { description: "do it", priority: 0 };

  const codes = [
    await on.platform.terminateAgent(nobody),
    await on.platform.interruptAgent(nobody),
    await on.platform.assignTask(nobody, task),
    await on.platform.whenStarted(nobody),
    await on.platform.interruptAgent(agent.id),
    await on.platform.assignTask(agent.id, task),
    await on.platform.whenStarted(agent.id),
  ].map(refusalOf);

  assert.deepEqual(codes, [
    ...Array(4).fill("agent_not_found"),
    ...Array(3).fill("agent_ended"),
  ]);
});
