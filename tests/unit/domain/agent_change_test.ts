import { strict as assert } from "node:assert";
import { AgentChange, fieldsAfterRestart } from "@/domain/agent_change.ts";
import { changedAgent } from "@/domain/changed_agent.ts";
import { sampleAgent } from "@/tests/helpers/fleet.ts";

Deno.test("a change has at least one field, and none that cannot be changed", () => {
  const unfit = [{}, { role: "manager" }, { model: "opus" }, { name: " " }, {
    session_id: null,
  }];

  for (const change of unfit) {
    assert.ok(!AgentChange.safeParse(change).success, JSON.stringify(change));
  }
  // Nothing that was not asked for gets its usual value.
  assert.deepEqual(AgentChange.parse({ name: "Bob" }), { name: "Bob" });
});

Deno.test("a change replaces the fields that it names, and no other", () => {
  const agent = sampleAgent(1);

  const changed = changedAgent(agent, {
    name: "Bob",
    resource_limits: { max_turns: 3 },
  });

  assert.deepEqual(changed, {
    name: "Bob",
    config: {
      ...agent.config,
      name: "Bob",
      resource_limits: { max_turns: 3 },
    },
  });
});

Deno.test("what a process reads when it starts waits for its next start", () => {
  const { config } = sampleAgent(1);
  const after = {
    ...config,
    name: "Bob",
    capabilities: ["review"],
    instructions: "Be brief.",
    permission_mode: "plan",
    resource_limits: {
      ...config.resource_limits,
      timeout_seconds: 7,
      budget_usd: 77,
    },
  } as const;

  const waiting = fieldsAfterRestart(config, {
    ...after,
    capabilities: [...after.capabilities],
  });
  const same = fieldsAfterRestart({ ...config, instructions: "" }, config);

  assert.deepEqual(waiting, [
    "instructions",
    "resource_limits.budget_usd",
  ]);
  assert.deepEqual(same, []);
});
