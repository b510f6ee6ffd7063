import { strict as assert } from "node:assert";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { idleToStop } from "@/orchestrator/recovery/idle_agents.ts";
import {
  agentId,
  AT,
  sampleAgent,
  sampleTask,
  taskId,
} from "@/tests/helpers/fleet.ts";

const idle = (n: number, changes = {}) =>
  sampleAgent(n, {
    state: { status: "idle", since: AT, process_id: n },
    updated_seq: n,
    ...changes,
  });

const fleetOf = (...agents: ReturnType<typeof idle>[]): Fleet => ({
  ...EMPTY_FLEET,
  agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])),
});

Deno.test("of idle agents the two that worked last stay", () => {
  const fleet = fleetOf(idle(1), idle(4), idle(3), idle(2));

  assert.deepEqual(idleToStop(fleet), [agentId(2), agentId(1)]);
  assert.deepEqual(idleToStop(fleetOf(idle(1), idle(2))), []);
});

Deno.test("an agent that has work before it, or that a person holds, is not stopped", () => {
  const fleet = {
    ...fleetOf(
      idle(5),
      idle(4),
      idle(3, { held: { since: AT, reason: "wait" } }),
      idle(2),
      idle(1),
    ),
    tasks: { [taskId(1)]: sampleTask(1, 2) },
  };

  assert.deepEqual(idleToStop(fleet), [agentId(1)]);
});
