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
