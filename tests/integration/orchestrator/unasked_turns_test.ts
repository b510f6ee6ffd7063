import { strict as assert } from "node:assert";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";

Deno.test("a task is not done while its agent has work in the background, and ends with the turn that this work begins", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "build it", step: 0 },
      reply: {
        tool: {
          name: "Bash",
          input: {
            command: "for i in 1 2 3 4; do sleep 0.5; done; echo built",
            description: "builds",
            run_in_background: true,
          },
        },
      },
    }, {
      when: { last_user: "build it", tool_result: "running in background" },
      reply: "It is being built.",
    }],
    fallback: "The build is done.",
  });
  const agent = await on.agent({
    permission_mode: "dontAsk",
    allowed_tools: ["Bash"],
  });
  const task = await on.give(agent.id, { description: "build it" });

  const waiting = await on.until(({ agents, tasks }) => {
    const state = agents[agent.id]?.state;
    return state?.status === "busy" &&
      state.activity.kind === "awaiting_workers" && tasks[task.id];
  });
  const ended = await on.ended(task);

  assert.equal(waiting.state.status, "running");
  assert.ok(ended.state.status === "completed");
  assert.equal(ended.state.result.output.text, "The build is done.");
  assert.equal(ended.attempts.length, 1);
  const turns = (await on.transcript(agent.id))
    .filter(({ kind }) => kind === "turn_ended");
  assert.equal(turns.length, 2);
  assert.ok(turns.every(({ task_id }) => task_id === task.id));
  await on.until(({ agents }) => agents[agent.id]?.state.status === "idle");
});

Deno.test("the same call in task after task is no agent that goes round in circles", async () => {
  await using on = await openPlatformBench({
    rules: [{
      when: { last_user: "check it" },
      steps: [
        {
          tool: { name: "Bash", input: { command: "true", description: "d" } },
        },
        "Checked.",
      ],
    }],
    fallback: "What?",
  });
  const agent = await on.agent({
    permission_mode: "dontAsk",
    allowed_tools: ["Bash(true)"],
  });

  for (let round = 0; round < 6; round++) {
    const task = await on.give(agent.id, { description: "check it" });
    assert.equal((await on.ended(task)).state.status, "completed");
  }
});
