import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import {
  addToInterval,
  addTotals,
  EMPTY_INTERVAL,
  type Interval,
} from "@/orchestrator/metrics/interval.ts";
import { lagOf } from "@/orchestrator/metrics/lag_meter.ts";
import {
  type Readings,
  takeSample,
} from "@/orchestrator/metrics/take_sample.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";

const READINGS: Readings = {
  at: "2026-01-01T00:00:00.000Z",
  lag: { meanMs: 0.5, maxMs: 4 },
  serverBytes: 1_000,
  agentUse: new Map(),
  clients: { sse: 0, ws: 2 },
  backlog: 7,
};

async function busyPlatform() {
  const platform = new MemoryPlatform();
  const created = await platform.createAgent({
    role: "worker",
    model: "sonnet",
    permission_mode: "default",
    allowed_tools: [],
    resource_limits: {},
  });
  assert.ok(created.ok);
  const agent = created.value;
  const give = async () => {
    const given = await platform.assignTask(agent.id, {
      description: "work",
      priority: 0,
    });
    assert.ok(given.ok);
    return given.value.task;
  };
  return { platform, agent, give };
}

function intervalOf(platform: MemoryPlatform): Interval {
  return platform.log.reduce(
    (interval, event) => addToInterval(interval, event, platform.fleet()),
    EMPTY_INTERVAL,
  );
}

Deno.test("takeSample counts agents and tasks by status, and leaves zeros out", async () => {
  const { platform, agent, give } = await busyPlatform();
  platform.start(await give());
  await give();
  await give();

  const { seq, values } = takeSample(platform.fleet(), EMPTY_INTERVAL, {
    ...READINGS,
    agentUse: new Map([
      [agent.id, { residentBytes: 300, cpuPercent: 25 }],
      [
        "00000000-0000-7000-8000-000000000000" as AgentId,
        { residentBytes: 5, cpuPercent: null },
      ],
    ]),
  });

  assert.equal(seq, platform.fleet().seq);
  assert.deepEqual(
    values.map(({ name, value, agent_id }) => [name, value, agent_id]),
    [
      [`agents.${platform.fleet().agents[agent.id]?.state.status}`, 1, null],
      ["tasks.pending", 2, null],
      ["tasks.running", 1, null],
      ["lag.mean", 0.5, null],
      ["lag.max", 4, null],
      ["memory.server", 1_000, null],
      ["clients.ws", 2, null],
      ["history.backlog", 7, null],
      ["memory.agent", 300, agent.id],
      ["cpu.agent", 25, agent.id],
    ],
  );
});

Deno.test("an interval counts ends, failures by kind, tokens and money", async () => {
  const { platform, agent, give } = await busyPlatform();
  for (const end of ["complete", "complete", "fail"] as const) {
    const task = await give();
    platform.start(task);
    platform[end](task);
  }
  platform.commit({
    type: "usage.recorded",
    agent_id: agent.id,
    data: {
      usage: {
        input_tokens: 1,
        output_tokens: 2,
        cache_read_tokens: 3,
        cache_write_tokens: 4,
        cost_usd: 0.5,
      },
    },
  }, {
    type: "agent.failed",
    agent_id: agent.id,
    data: { failure: { kind: "crashed", message: "" } },
  });

  const interval = intervalOf(platform);

  assert.deepEqual(interval.sums, {
    "ended.completed": 2,
    "ended.failed": 1,
    "errors.unknown": 1,
    "errors.crashed": 1,
    "tokens.input": 1,
    "tokens.output": 2,
    "tokens.cache_read": 3,
    "tokens.cache_write": 4,
    "cost.usd": 0.5,
  });
  assert.equal(interval.durationsMs.length, 3);
  assert.equal(addTotals({ "cost.usd": 1 }, interval)["cost.usd"], 1.5);
});

Deno.test("takeSample gives mean and 95th percentile of the tasks that ended", () => {
  const durationsMs = Array.from({ length: 20 }, (_, index) => 20 - index);

  const { values } = takeSample(new MemoryPlatform().fleet(), {
    sums: {},
    durationsMs,
  }, READINGS);

  const told = Object.fromEntries(
    values.map(({ name, value }) => [name, value]),
  );
  assert.equal(told["duration.mean"], 10.5);
  assert.equal(told["duration.p95"], 19);
});

Deno.test("lagOf tells what ticks were late by, never less than nothing", () => {
  assert.deepEqual(lagOf([100, 98, 160], 100), { meanMs: 20, maxMs: 60 });
  assert.deepEqual(lagOf([]), { meanMs: 0, maxMs: 0 });
});
