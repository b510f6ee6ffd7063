import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  MAX_STEPS,
  partsOf,
  samplesOf,
  seriesOf,
  stepsOver,
  stepTimes,
} from "@/domain/metric_series.ts";
import { sampleAt } from "@/tests/helpers/sample_metrics.ts";

const START_MS = Date.UTC(2026, 0, 1);
const RANGE = { fromMs: START_MS, toMs: START_MS + 120_000, stepMs: 60_000 };
const all = () => true;

function at(seconds: number): string {
  return new Date(START_MS + seconds * 1_000).toISOString();
}

function valuesOf(
  samples: Parameters<typeof partsOf>[0],
  name: string,
): readonly (number | null)[] | undefined {
  const series = seriesOf(partsOf(samples, RANGE), RANGE, all);
  return series.find((line) => line.name === name)?.values;
}

Deno.test("stepsOver never makes more than 500 steps, and covers the span", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 2_000_000_000_000 }),
    fc.integer({ min: 1, max: 400_000_000_000 }),
    fc.option(fc.integer({ min: 1, max: 31_536_000 }), { nil: undefined }),
    (fromMs, lengthMs, asked) => {
      const range = stepsOver(fromMs, fromMs + lengthMs, asked);

      assert.ok(stepTimes(range).length <= MAX_STEPS);
      assert.ok(range.fromMs <= fromMs && range.toMs >= fromMs + lengthMs);
      assert.ok(range.stepMs >= Math.max(15, asked ?? 0) * 1_000);
      assert.equal(range.fromMs % range.stepMs, 0);
    },
  ));
});

Deno.test("seriesOf reads a level that was left out as zero, where samples were taken", () => {
  const samples = [sampleAt(at(0), { "agents.busy": 2 }), sampleAt(at(15))];

  assert.deepEqual(valuesOf(samples, "agents.busy"), [1, null]);
});

Deno.test("seriesOf adds up sums, takes the worst of the worst and means of means", () => {
  const samples = [
    sampleAt(at(0), { "cost.usd": 1, "lag.max": 5, "duration.mean": 10 }),
    sampleAt(at(15), { "cost.usd": 2, "lag.max": 9, "duration.mean": 30 }),
    sampleAt(at(60)),
  ];

  assert.deepEqual(valuesOf(samples, "cost.usd"), [3, 0]);
  assert.deepEqual(valuesOf(samples, "lag.max"), [9, null]);
  assert.deepEqual(valuesOf(samples, "duration.mean"), [20, null]);
});

Deno.test("seriesOf gives each agent a line of its own", () => {
  const samples = [sampleAt(at(0), {}, { "a": 10, "b": 20 })];

  const lines = seriesOf(
    partsOf(samples, RANGE),
    RANGE,
    (name) => name === "memory.agent",
  );

  assert.deepEqual(lines.map(({ agent_id, values }) => [agent_id, values]), [
    ["a", [10, null]],
    ["b", [20, null]],
  ]);
});

Deno.test("parts make the same lines, wherever memory and history divide them", () => {
  const samples = Array.from({ length: 8 }, (_, index) =>
    sampleAt(
      at(index * 15),
      index % 2 === 0 ? { "cost.usd": index, "agents.idle": index + 1 } : {},
    ));
  const whole = partsOf(samples, RANGE);

  fc.assert(fc.property(fc.nat({ max: 8 }), (cut) => {
    const parts = [
      ...partsOf(samples.slice(0, cut), RANGE),
      ...partsOf(samples.slice(cut), RANGE),
    ];

    assert.deepEqual(
      seriesOf(parts, RANGE, all),
      seriesOf(whole, RANGE, all),
    );
    assert.deepEqual(samplesOf(parts, RANGE), [4, 4]);
  }));
});
