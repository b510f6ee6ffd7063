import { strict as assert } from "node:assert";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";
import { untilTagged } from "@/tests/helpers/tagged.ts";

/** What an agent may say nothing; after 90 s the CLI itself asks the API again. */
const LEASE_MS = IS_LONG ? 60_000 : 4_000;
const FOUND_WITHIN_MS = 5_000;
/** Beside other tests a timer is late. */
const SLACK_MS = IS_LONG ? 0 : 10_000;

/** Time enough for the tool to begin on a machine that has much else to do. */
const TOOL_LIMIT_SECONDS = 15;

Deno.test("F15: an API that stalls after the beginning of its message is noticed in time, and the agent goes on in its session", async () => {
  await using on = await openPlatformBench({
    rules: [
      { when: { last_user: "Attempt 2" }, reply: "done" },
      { when: { last_user: "first" }, reply: "done" },
    ],
    fallback: { text: "never said", stall_after_events: 1 },
  }, { leaseMs: LEASE_MS, silenceMs: 500 });
  const agent = await on.agent();
  await on.ended(await on.give(agent.id, { description: "first" }));
  const task = await on.give(agent.id, { description: "second" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  const began = performance.now();
  await on.until(
    ({ tasks }) => tasks[task.id]?.attempts[0]?.outcome === "stalled",
    2 * LEASE_MS + 30_000,
  );
  const foundMs = performance.now() - began;
  const ended = await on.ended(task, 60_000);

  assert.ok(
    foundMs < LEASE_MS + FOUND_WITHIN_MS + SLACK_MS,
    `found after ${foundMs} ms`,
  );
  assert.equal(ended.state.status, "completed", JSON.stringify(ended));
  assert.deepEqual(ended.attempts.map(({ outcome }) => outcome), [
    "stalled",
    "succeeded",
  ]);
  const after = on.platform.fleet().agents[agent.id];
  assert.equal(after?.claude_session.id, agent.claude_session.id);
  // An interruption was enough.
  assert.deepEqual(after?.crashes, []);
  await recordFault({ fault: "F15", count: 1 });
});

Deno.test("F16: a tool that reads for ever is interrupted at the task's limit, nothing of it stays, and the agent can be used", async () => {
  const rounds = IS_LONG ? 5 : 1;
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "then" }, reply: "done" }],
    fallback: {
      tool: {
        name: "Bash",
        input: { command: "mkfifo never; cat never", description: "d" },
      },
    },
  });
  const agent = await on.agent({
    allowed_tools: ["Bash"],
    resource_limits: { timeout_seconds: TOOL_LIMIT_SECONDS },
  });

  for (let round = 0; round < rounds; round++) {
    const task = await on.give(agent.id, { max_attempts: 1 });
    await untilTagged(
      on.instanceId,
      (all) => all.some(({ command }) => command === "cat never"),
      TOOL_LIMIT_SECONDS * 1_000,
    );
    const ended = await on.ended(task);
    await untilTagged(
      on.instanceId,
      (all) => all.every(({ command }) => command !== "cat never"),
      60_000,
    );
    const next = await on.ended(
      await on.give(agent.id, { description: "then" }),
    );

    assert.ok(ended.state.status === "failed");
    assert.equal(ended.state.failure.kind, "timed_out");
    assert.equal(next.state.status, "completed");
  }
  const after = on.platform.fleet().agents[agent.id];
  assert.deepEqual(after?.crashes, [], "its process was not replaced");
  await recordFault({ fault: "F16", count: rounds });
});
