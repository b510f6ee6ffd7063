import { strict as assert } from "node:assert";
import { applyEvent, EMPTY_FLEET } from "@/domain/fleet.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  openPlatformBench,
  type PlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import { tagged } from "@/tests/helpers/tagged.ts";

const USED = {
  input_tokens: 100,
  output_tokens: 10,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
};
const ENDLESS_TEXT = {
  text: "word ".repeat(4_000),
  chunk_size: 5,
  chunk_delay_ms: 20,
};

/** Answers count the assistant's turns that the session already has. */
const COUNTING = {
  defaults: { usage: USED },
  rules: [
    { when: { last_user: "Attempt 2" }, reply: "at last" },
    { when: { last_user: "endless" }, reply: ENDLESS_TEXT },
    { when: { assistant_count: 0 }, reply: "turn 1" },
    { when: { assistant_count: 1 }, reply: "turn 2" },
  ],
  fallback: "turn 3 or later",
};

async function outputOf(on: PlatformBench, agent: string): Promise<string> {
  const { id } = on.platform.fleet().agents[agent]!;
  const task = await on.ended(await on.give(id, { description: "next" }));
  return task.state.status === "completed"
    ? task.state.result.output.text
    : JSON.stringify(task.state);
}

Deno.test("after a restart what was finished is there, what ran is tried again, what waited is done, in the old session", async () => {
  await using on = await openPlatformBench(COUNTING);
  const agent = await on.agent();
  assert.equal(await outputOf(on, agent.id), "turn 1");
  const [finished] = Object.values(on.platform.fleet().tasks);
  const running = await on.give(agent.id, { description: "endless" });
  const waiting = await on.give(agent.id, { description: "waiting" });
  await on.until(({ tasks }) => tasks[running.id]?.state.status === "running");
  const before = await on.transcript(agent.id);
  const { instanceId } = on;

  await on.stop();
  const left = await tagged(instanceId);
  await on.reopen();
  const done = await on.ended(waiting);

  assert.deepEqual(left, []);
  const { tasks } = on.platform.fleet();
  assert.deepEqual(tasks[finished!.id], finished);
  const again = await on.ended(running);
  assert.ok(again.state.status === "completed");
  assert.equal(again.state.result.output.text, "at last");
  assert.deepEqual(
    again.attempts.map(({ failure }) => failure?.kind),
    ["interrupted", undefined],
  );
  assert.ok(done.state.status === "completed");
  assert.equal(done.state.result.output.text, "turn 3 or later");
  const after = await on.transcript(agent.id);
  assert.deepEqual(after.slice(0, before.length), before);
  assert.deepEqual(after.map(({ n }) => n), [...after.keys()]);
  const resumed = on.platform.fleet().agents[agent.id];
  assert.equal(resumed?.claude_session.id, agent.claude_session.id);
  assert.deepEqual([resumed?.tasks_completed, resumed?.tasks_failed], [3, 0]);
});

Deno.test("the fleet that is read back is the one that the log tells", async () => {
  await using on = await openPlatformBench(COUNTING);
  const agent = await on.agent();
  await on.agent();
  await outputOf(on, agent.id);
  await on.platform.terminateAgent(agent.id);

  await on.reopen();
  const fleet = on.platform.fleet();

  const told = (await on.events()).filter(({ seq }) => seq <= fleet.seq);
  assert.deepEqual(told.reduce(applyEvent, EMPTY_FLEET), fleet);
});

Deno.test("no token is counted twice across clean restarts, nor lost", async () => {
  await using on = await openPlatformBench(COUNTING);
  const agent = await on.agent();

  for (let life = 0; life < 3; life++) {
    await outputOf(on, agent.id);
    await outputOf(on, agent.id);
    await on.reopen();
    await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");
  }

  const usage = on.platform.fleet().agents[agent.id]?.usage ?? NO_USAGE;
  const rounds =
    on.bench.model.requests.filter(({ path }) => path === "/v1/messages")
      .length;
  assert.equal(rounds, 6);
  assert.equal(usage.input_tokens, 6 * USED.input_tokens);
  assert.equal(usage.output_tokens, 6 * USED.output_tokens);
  const tasks = Object.values(on.platform.fleet().tasks);
  const costs = tasks.map((task) => task.usage.cost_usd);
  assert.ok(costs.every((cost) => Math.abs(cost - costs[0]!) < 1e-9));
  const sum = costs.reduce((a, b) => a + b);
  assert.ok(Math.abs(usage.cost_usd - sum) < 1e-9);
});

Deno.test("an agent that had no turn yet starts again under its session", async () => {
  await using on = await openPlatformBench(COUNTING);
  const agent = await on.agent();

  await on.reopen();
  await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");

  assert.equal(await outputOf(on, agent.id), "turn 1");
});

Deno.test("a platform that stops refuses commands, and stops what is still starting", async () => {
  await using on = await openPlatformBench(COUNTING, { parallelStarts: 1 });
  const { config } = await on.agent();
  const [starting, queued] = await Promise.all([
    on.platform.createAgent(config),
    on.platform.createAgent(config),
  ]);
  assert.ok(starting.ok && queued.ok);
  const outcomes = [starting, queued].map(({ value }) =>
    on.platform.whenStarted(value.id)
  );

  const stopped = on.platform.stop();
  const refused = await on.platform.createAgent(config);
  await stopped;

  assert.equal(refusalOf(refused), "server_stopping");
  assert.deepEqual(await tagged(on.instanceId), []);
  assert.equal((await on.events()).at(-1)?.type, "server.stopped");
  for (const outcome of await Promise.all(outcomes)) {
    assert.equal(refusalOf(outcome), "server_stopping");
  }
});
