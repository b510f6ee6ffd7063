import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { sampleAt } from "@/tests/helpers/sample_metrics.ts";

const AT_MS = Date.UTC(2026, 0, 1, 12);
const AGENT = "01900000-0000-7000-8000-000000000001";

function at(seconds: number): string {
  return new Date(AT_MS + seconds * 1_000).toISOString();
}

function measuredGate(): GateUnderTest {
  const gate = new GateUnderTest();
  gate.platform.metrics.samples = [
    sampleAt(at(0), { "agents.busy": 2, "cost.usd": 0.5 }),
    sampleAt(at(15), { "agents.busy": 4, "lag.max": 12 }, { [AGENT]: 300 }),
  ];
  gate.platform.metrics.totals = {
    "cost.usd": 1.25,
    "errors.rate_limit": 3,
    "ended.completed": 7,
  };
  return gate;
}

const SPAN = `from=${at(0)}&to=${at(60)}&step=30`;

Deno.test("GET /api/metrics gives the asked families in steps", async () => {
  using gate = measuredGate();

  const answer = await gate.ask(`/api/metrics?names=agents,cost.usd&${SPAN}`);

  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), {
    enabled: true,
    from: at(0),
    to: at(60),
    step_seconds: 30,
    complete: true,
    dropped_samples: 0,
    times: [at(0), at(30)],
    samples: [2, 0],
    series: [
      {
        name: "agents.busy",
        unit: "agents",
        gathering: "level",
        agent_id: null,
        agent_name: null,
        values: [3, null],
      },
      {
        name: "cost.usd",
        unit: "usd",
        gathering: "sum",
        agent_id: null,
        agent_name: null,
        values: [0.5, null],
      },
    ],
  });
});

Deno.test("GET /api/metrics gives the values of one agent", async () => {
  using gate = measuredGate();

  const answer = await gate.ask(`/api/metrics?agent_id=${AGENT}&${SPAN}`);

  const { series } = await answer.json();
  assert.deepEqual(
    series.map((line: { name: string; agent_id: string; values: unknown }) => [
      line.name,
      line.agent_id,
      line.values,
    ]),
    [["memory.agent", AGENT, [300, null]]],
  );
});

Deno.test("GET /api/metrics answers the last hour in at most 500 steps, when nothing is asked", async () => {
  using gate = measuredGate();

  const { from, to, times, step_seconds } =
    await (await gate.ask("/api/metrics")).json();

  assert.ok(Date.parse(to) - Date.parse(from) >= 3_600_000);
  assert.ok(times.length <= 500);
  assert.equal(step_seconds, 15);
});

for (
  const [what, query] of [
    ["an unknown name", "names=agents,prompts"],
    ["a span that ends before it begins", `from=${at(60)}&to=${at(0)}`],
    ["a time that is none", "from=yesterday"],
    ["a step of nothing", "step=0"],
    ["an unknown parameter", "stop=15"],
  ] as const
) {
  Deno.test(`GET /api/metrics refuses ${what}`, async () => {
    using gate = measuredGate();

    const answer = await gate.ask(`/api/metrics?${query}`);

    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).code, "invalid_request");
  });
}

Deno.test("GET /metrics gives gauges and counters that Prometheus reads", async () => {
  using gate = measuredGate();

  const answer = await gate.ask("/metrics");

  assert.match(
    answer.headers.get("content-type") ?? "",
    /^text\/plain; version=0\.0\.4/,
  );
  const text = await answer.text();
  const lines = text.split("\n").filter((line) => line !== "");
  for (const line of lines) {
    assert.match(
      line,
      /^(# (HELP|TYPE) vamp_\w+ .+|vamp_\w+(\{\w+="[\w-]+"\})? -?[\d.e+-]+)$/,
    );
  }
  for (
    const expected of [
      "# TYPE vamp_agents gauge",
      'vamp_agents{status="busy"} 4',
      'vamp_agents{status="idle"} 0',
      'vamp_event_loop_lag_seconds{of="max"} 0.012',
      `vamp_agent_resident_memory_bytes{agent="${AGENT}"} 300`,
      "# TYPE vamp_cost_usd_total counter",
      "vamp_cost_usd_total 1.25",
      'vamp_failures_total{kind="rate_limit"} 3',
      'vamp_failures_total{kind="network"} 0',
      'vamp_tasks_ended_total{status="completed"} 7',
      `vamp_sample_timestamp_seconds ${(AT_MS + 15_000) / 1_000}`,
    ]
  ) assert.ok(lines.includes(expected), expected);
  assert.ok(!text.includes("vamp_task_duration_seconds{"));
});

Deno.test("GET /metrics asks for the token, and says when nothing is measured", async () => {
  using gate = new GateUnderTest();

  const unknown = await gate.anonymous("/metrics");
  const off = await gate.ask("/metrics");

  assert.equal(unknown.status, 401);
  await unknown.body?.cancel();
  assert.equal(off.status, 404);
  assert.match((await off.json()).detail, /MONITORING_ENABLED/);
});
