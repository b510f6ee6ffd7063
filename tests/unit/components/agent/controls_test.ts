import assert from "node:assert/strict";
import { controlsOf } from "@/components/agent/controls.ts";
import { resourceCharts } from "@/components/agent/resource_charts.ts";
import {
  sampleAgent,
  sampleFleet,
  sampleId,
} from "@/components/gallery/sample_fleet.ts";
import type { Agent } from "@/domain/agent.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const agent = (state: Agent["state"], changes: Partial<Agent> = {}) =>
  sampleAgent(1, "Ada", state, changes);
const idle = { status: "idle", since: AT, process_id: 7 } as const;
const allowed = (of: Agent) =>
  controlsOf(of).filter(({ refusal }) => refusal === null)
    .map(({ act }) => act);

Deno.test("what an agent's state does not allow says why", () => {
  const controls = controlsOf(agent(idle));

  assert.deepEqual(allowed(agent(idle)), ["pause", "restart", "terminate"]);
  assert.equal(
    controls.find(({ act }) => act === "interrupt")?.refusal,
    "It works on nothing now",
  );
});

Deno.test("an agent that works can be interrupted, and one that is held resumed", () => {
  const working = sampleFleet().agents[sampleId(1)]!;
  const held = agent(idle, { held: { since: AT, reason: "I look at it" } });

  assert.deepEqual(allowed(working), [
    "interrupt",
    "pause",
    "restart",
    "terminate",
  ]);
  assert.deepEqual(allowed(held), ["resume", "restart", "terminate"]);
});

Deno.test("an agent that ends takes nothing more, and one that is gone shows nothing", () => {
  const ending = agent({ status: "terminating", since: AT, process_id: 7 });
  const gone = agent({ status: "terminated", since: AT, reason: "done" });

  assert.deepEqual(allowed(ending), []);
  assert.deepEqual(controlsOf(gone), []);
});

Deno.test("charts of an agent show its own values, and none where nothing was measured", () => {
  const report = {
    enabled: true,
    from: AT,
    to: AT,
    step_seconds: 30,
    complete: true,
    dropped_samples: 0,
    times: [AT],
    samples: [1],
    series: [{
      name: "memory.agent",
      unit: "bytes",
      agent_id: sampleId(1),
      agent_name: "Ada",
      values: [2_048],
    }],
  } as unknown as Parameters<typeof resourceCharts>[0];

  const [memory, cpu] = resourceCharts(report);

  assert.deepEqual(memory?.lines[0]?.values, [2_048]);
  assert.deepEqual(cpu?.lines[0]?.values, []);
});
