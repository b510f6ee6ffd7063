import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
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

Deno.test("a paused agent gets no work, also after a restart of the server, until it is resumed", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();

  granted(await on.platform.pauseAgent(agent.id, "I look at it"));
  const again = granted(await on.platform.pauseAgent(agent.id, "still"));
  const task = await on.give(agent.id, { description: "do it" });
  await on.reopen();
  const started = granted(await on.platform.whenStarted(agent.id));
  const other = await on.agent();
  await on.ended(await on.give(other.id, { description: "meanwhile" }));
  const waiting = on.platform.fleet().tasks[task.id]?.state.status;
  const resumed = granted(await on.platform.resumeAgent(agent.id));
  const ended = await on.ended(task);

  assert.equal(again.held?.reason, "I look at it");
  assert.equal(started.held?.reason, "I look at it");
  assert.equal(waiting, "pending");
  assert.ok(!resumed.held);
  assert.equal(ended.state.status, "completed");
});

Deno.test("a working agent that is paused stands still, and can be ended", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  const task = await on.give(agent.id, { description: "never ends" });
  await untilTagged(on.instanceId, endlessRuns, 20_000);

  granted(await on.platform.pauseAgent(agent.id, "wait"));
  const paused = await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "paused" &&
      state.activity;
  });
  granted(await on.platform.resumeAgent(agent.id));
  await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "tool";
  });
  granted(await on.platform.pauseAgent(agent.id, "wait again"));
  granted(await on.platform.interruptAgent(agent.id));
  const ended = await on.ended(task);
  granted(await on.platform.terminateAgent(agent.id));

  assert.equal(paused.reason, "wait");
  assert.equal(ended.attempts[0]?.failure?.kind, "interrupted");
  assert.deepEqual(await tagged(on.instanceId), []);
});

Deno.test("an agent that is paused before its turn begins stands still in it", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const agent = await on.agent({ allowed_tools: ["Bash"] });

  await on.give(agent.id, { description: "never ends" });
  await on.until(({ agents }) => agents[agent.id]?.state.status === "busy");
  granted(await on.platform.pauseAgent(agent.id, "wait"));
  const paused = await on.until(({ agents }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" && state.activity.kind === "paused";
  });

  assert.ok(paused);
});

Deno.test("an agent that is started anew tries its task again, in the same session", async () => {
  await using on = await openPlatformBench(ENDLESS_TOOL);
  const agent = await on.agent({ allowed_tools: ["Bash"] });
  const task = await on.give(agent.id, { description: "never ends" });
  await untilTagged(on.instanceId, endlessRuns, 20_000);
  const before = on.platform.fleet().agents[agent.id]?.state;
  granted(
    await on.platform.changeAgent(agent.id, {
      name: "Anew",
      instructions: "Be brief.",
    }),
  );

  const [restarted, same] = await Promise.all([
    on.platform.restartAgent(agent.id),
    on.platform.restartAgent(agent.id),
  ]);
  const second = await on.until(({ tasks, agents }) => {
    const state = agents[agent.id]?.state;
    return tasks[task.id]?.attempts.length === 2 &&
      state?.status === "busy" && state;
  });

  assert.equal(granted(restarted).state.status, "starting");
  assert.equal(granted(same).id, agent.id);
  assert.ok(before?.status === "busy");
  assert.notEqual(second.process_id, before.process_id);
  const now = on.platform.fleet().agents[agent.id];
  assert.deepEqual([now?.name, now?.config.instructions], [
    "Anew",
    "Be brief.",
  ]);
  assert.equal(now?.claude_session.id, agent.claude_session.id);
  const events = (await on.events()).map(({ type }) => type);
  assert.equal(events.filter((type) => type === "agent.restarted").length, 1);
  assert.ok(!events.includes("agent.crashed"));
});

Deno.test("an agent that is terminated while it is started anew leaves no process", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const agent = await on.agent();

  const [, ended] = await Promise.all([
    on.platform.restartAgent(agent.id),
    on.platform.terminateAgent(agent.id),
  ]);
  const deadline = performance.now() + 15_000;
  let left = await tagged(on.instanceId);
  while (left.length > 0 && performance.now() < deadline) {
    left = await tagged(on.instanceId);
  }

  assert.deepEqual(left, []);
  assert.equal(granted(ended).state.status, "terminated");
});

Deno.test("an agent that has ended cannot be paused, resumed, changed or started anew", async () => {
  await using on = await openPlatformBench({ fallback: "ok" });
  const { id } = await on.agent();
  granted(await on.platform.terminateAgent(id));
  const nobody = crypto.randomUUID() as AgentId;

  const codes = await Promise.all(
    [id, nobody].map(async (each) =>
      (await Promise.all([
        on.platform.pauseAgent(each, "x"),
        on.platform.resumeAgent(each),
        on.platform.restartAgent(each),
        on.platform.changeAgent(each, { name: "x" }),
      ])).map(refusalOf)
    ),
  );

  assert.deepEqual(codes, [
    Array(4).fill("agent_ended"),
    Array(4).fill("agent_not_found"),
  ]);
});
