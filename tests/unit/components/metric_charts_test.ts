import { strict as assert } from "node:assert";
import type { AgentId } from "@/domain/ids.ts";
import {
  chartsOf,
  formatBytes,
  formatMilliseconds,
  hasValues,
  valueOfLine,
} from "@/components/metrics/charts.ts";
import { rangeHref, rangeOf, RANGES } from "@/components/metrics/ranges.ts";
import { dataOf } from "@/islands/metrics/plot.ts";
import { readReport } from "@/orchestrator/metrics/read_report.ts";
import { sampleAt } from "@/tests/helpers/sample_metrics.ts";

const START_MS = Date.UTC(2026, 0, 1);
const MB = 1_048_576;

function at(seconds: number): string {
  return new Date(START_MS + seconds * 1_000).toISOString();
}

async function chart(id: string, samples: ReturnType<typeof sampleAt>[]) {
  const report = await readReport({
    enabled: true,
    samples,
    dropped: 0,
    store: undefined,
    fleet: { agents: {} },
  }, { names: [], from: at(0), to: at(120), stepSeconds: 60 });
  const found = chartsOf(report).find((each) => each.id === id);
  assert.ok(found);
  return { chart: found, times: report.times };
}

Deno.test("rates rest on the time that was measured, also in a step that is not over", async () => {
  const { chart: cost } = await chart("cost", [
    sampleAt(at(0), { "cost.usd": 0.01 }),
    sampleAt(at(15), { "cost.usd": 0.01 }),
    sampleAt(at(60), { "cost.usd": 0.01 }),
  ]);

  const [line] = cost.lines;

  assert.deepEqual(
    line?.values.map((value) => value?.toFixed(2)),
    ["2.40", "2.40"],
  );
});

Deno.test("what is in no sample is zero where it can be counted, and unknown elsewhere", async () => {
  const { chart: agents } = await chart("agents", [sampleAt(at(0))]);
  const { chart: duration } = await chart("duration", [sampleAt(at(0))]);

  assert.deepEqual(agents.lines[0]?.values, [0, null]);
  assert.equal(hasValues(duration), false);
});

Deno.test("failures say their sum, everything else its newest value", async () => {
  const samples = [0, 15, 60].map((second) =>
    sampleAt(at(second), { "errors.crashed": 2, "tasks.pending": second })
  );

  const { chart: errors } = await chart("errors", samples);
  const { chart: queue } = await chart("queue", samples);

  assert.deepEqual(
    errors.lines.map((line) => [line.label, valueOfLine(errors, line)]),
    [["Process ended", 6]],
  );
  assert.equal(valueOfLine(queue, queue.lines[0]!), 60);
});

Deno.test("many agents become the greatest and one line for all others", async () => {
  const agents = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `agent-${index}` as AgentId,
      (index + 1) * MB,
    ]),
  );

  const { chart: memory, times } = await chart("memory", [
    sampleAt(at(0), {}, agents),
  ]);

  assert.deepEqual(
    memory.lines.map((line) => [
      line.label,
      Math.round(Number(line.values[0]) / MB),
    ]),
    [
      ["Server", 100],
      ...[11, 10, 9, 8, 7, 6].map((index) => [
        `agent …${`agent-${index}`.slice(-4)}`,
        index + 1,
      ]),
      ["Other agents", 21],
    ],
  );
  const stacked = dataOf(memory, times).slice(1)
    .map(([first]) => Math.round(Number(first) / MB));
  assert.deepEqual(stacked, [100, 112, 123, 133, 142, 150, 157, 178]);
});

Deno.test("sizes and delays are short words", () => {
  assert.deepEqual(
    [0, 300 * MB, 1_536 * MB].map(formatBytes),
    ["0 MB", "300 MB", "1.5 GB"],
  );
  assert.deepEqual(
    [0.44, 12.3, 1_500].map(formatMilliseconds),
    ["0.4 ms", "12 ms", "1.5s"],
  );
});

Deno.test("an address names one of the spans, or the first is shown", () => {
  for (const range of RANGES) {
    const { searchParams } = new URL(rangeHref(range), "http://localhost");
    assert.equal(rangeOf(searchParams), range);
  }
  assert.equal(rangeOf(new URLSearchParams("range=9y")).key, "1h");
});
