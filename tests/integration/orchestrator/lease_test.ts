import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const LEASE_MS = 3_000;
/** Slow enough to be frozen in the middle, and quick enough to be over soon after. */
const SLOW_ANSWER = {
  text: "late answer ".repeat(20),
  chunk_size: 6,
  chunk_delay_ms: 50,
};

/** Stops or continues everything that the agent's process tree is. */
async function signalTree(on: PlatformBench, agent: AgentId, name: string) {
  const state = on.platform.fleet().agents[agent]?.state;
  assert.ok(state && "process_id" in state && state.process_id);
  const group = `-${state.process_id}`;
  await runTool("/usr/bin/kill", [`-${name}`, "--", group]);
}

Deno.test("a worker frozen beyond its lease loses its task; its late result is refused, and the task ends once", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "Attempt 2" }, reply: "done in time" }],
    fallback: SLOW_ANSWER,
  }, { leaseMs: LEASE_MS });
  const agents = [await on.agent(), await on.agent()];
  const task = await on.anybody({ description: "freeze me" });
  const running = await on.until(({ tasks }) => {
    const each = tasks[task.id];
    return each?.state.status === "running" && each;
  });
  const frozen = running.agent_id as AgentId;

  await signalTree(on, frozen, "STOP");
  const ended = await on.ended(task);
  const silent = on.platform.fleet().agents[frozen]?.state;
  await signalTree(on, frozen, "CONT");
  await on.until(({ agents }) => agents[frozen]?.state.status === "idle");

  assert.ok(silent?.status === "busy" && silent.activity.kind === "silent");
  assert.ok(ended.state.status === "completed");
  assert.equal(ended.state.result.output.text, "done in time");
  const other = agents.find(({ id }) => id !== frozen);
  assert.deepEqual(
    ended.attempts.map(({ agent_id, outcome }) => [agent_id, outcome]),
    [[frozen, "stalled"], [other?.id, "succeeded"]],
  );
  const about = (await on.events()).filter((event) =>
    "task_id" in event && event.task_id === task.id
  );
  const refused = about.filter(({ type }) => type === "task.result_refused");
  assert.deepEqual(refused.map((event) => "data" in event && event.data), [{
    attempt: 1,
    token: ended.attempts[0]?.token,
    reason:
      "It came after the task had been taken back, since the process had said nothing for too long",
  }]);
  const endings = about.filter(({ type }) => type === "task.completed");
  assert.equal(endings.length, 1);
  assert.deepEqual(on.platform.fleet().tasks[task.id], {
    ...ended,
    usage: on.platform.fleet().tasks[task.id]?.usage,
    tree_usage: on.platform.fleet().tasks[task.id]?.tree_usage,
    updated_at: on.platform.fleet().tasks[task.id]?.updated_at,
    updated_seq: on.platform.fleet().tasks[task.id]?.updated_seq,
  });
});

Deno.test("a worker that stays silent is replaced, and works on in its old session", async () => {
  await using on = await openPlatformBench({
    rules: [
      { when: { last_user: "Attempt 2" }, reply: "done" },
      { when: { last_user: "first" }, reply: "done" },
    ],
    fallback: SLOW_ANSWER,
  }, { leaseMs: LEASE_MS, silenceMs: 500 });
  const agent = await on.agent();
  await on.ended(await on.give(agent.id, { description: "first" }));
  const task = await on.give(agent.id, { description: "freeze me" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  await signalTree(on, agent.id, "STOP");
  const ended = await on.ended(task, 60_000);

  assert.equal(ended.state.status, "completed");
  assert.deepEqual(ended.attempts.map(({ outcome }) => outcome), [
    "stalled",
    "succeeded",
  ]);
  const after = on.platform.fleet().agents[agent.id];
  assert.equal(after?.crashes.length, 1);
  assert.equal(after?.claude_session.id, agent.claude_session.id);
});
