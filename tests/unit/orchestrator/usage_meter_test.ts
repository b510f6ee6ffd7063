import { strict as assert } from "node:assert";
import type { TurnResult } from "@/domain/cli_event.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { UsageMeter } from "@/orchestrator/usage_meter.ts";
import { replay } from "@/tests/helpers/transcripts.ts";

/** A result in which the counters of the models stand so. */
function counters(...costs: readonly number[]): TurnResult {
  const models = costs.map((costUsd, i) => [`model-${i}`, {
    input: costUsd * 4,
    output: costUsd * 8,
    cacheRead: 0,
    cacheWrite: 0,
    costUsd,
  }]);
  return { modelUsage: Object.fromEntries(models) } as TurnResult;
}

const usage = (costUsd: number) => ({
  ...NO_USAGE,
  input_tokens: costUsd * 4,
  output_tokens: costUsd * 8,
  cost_usd: costUsd,
});

Deno.test("a turn used what the counters of all models rose by", () => {
  const meter = new UsageMeter(NO_USAGE);

  const used = [counters(1), counters(1.5, 2), counters(1.5, 2)]
    .map((result) => meter.take(result));

  assert.deepEqual(used, [usage(1), usage(2.5), usage(0)]);
  assert.deepEqual(meter.reading, usage(3.5));
});

Deno.test("what a turn used is told for each model, and adds up to the same", () => {
  const meter = new UsageMeter(NO_USAGE);

  meter.take(counters(1, 1));
  meter.take(counters(1, 3));
  const one = meter.models;
  meter.take(counters(2, 4));

  assert.deepEqual(one, { "model-1": usage(2) });
  assert.deepEqual(meter.models, {
    "model-0": usage(1),
    "model-1": usage(1),
  });
});

Deno.test("of what was carried over the sum alone is known, so the first turn counts for the model used most", () => {
  const meter = new UsageMeter(usage(3));

  meter.take(counters(1, 3));

  assert.deepEqual(meter.models, { "model-1": usage(1) });
});

Deno.test("what a resumed session carries over is not counted again", () => {
  const meter = new UsageMeter(usage(3));

  assert.deepEqual(meter.take(counters(4)), usage(1));
});

Deno.test("counters that began again at zero are counted whole", () => {
  const meter = new UsageMeter(usage(3));

  assert.deepEqual(meter.take(counters(1)), usage(1));
  assert.deepEqual(meter.take(counters(2)), usage(1));
});

Deno.test("the turns of a recorded session add up to its last counters", () => {
  const results = replay("09-interrupt-streaming.jsonl").events.flatMap((
    event,
  ) => event.kind === "turn_ended" ? [event.result] : []);
  const meter = new UsageMeter(NO_USAGE);

  const costs = results.map((result) => meter.take(result).cost_usd);

  assert.ok(results.length > 1 && costs.every((cost) => cost > 0));
  const sum = costs.reduce((a, b) => a + b);
  assert.ok(Math.abs(sum - results.at(-1)!.totalCostUsd) < 1e-9);
});
