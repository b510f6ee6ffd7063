import { strict as assert } from "node:assert";
import { LagMeter } from "@/orchestrator/metrics/lag_meter.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { movedClock } from "@/tests/helpers/moved_clock.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";

const HOUR_MS = 3_600_000;
const SLOW_ANSWER = {
  text: "word ".repeat(40),
  chunk_size: 5,
  chunk_delay_ms: 100,
};
const JUMPS = [2 * HOUR_MS, -4 * HOUR_MS, 365 * 24 * HOUR_MS];

Deno.test("F40: a clock that jumps by hours or a year ends no lease and no attempt before its time, and leaves no gap", async () => {
  using clock = movedClock();
  await using on = await openPlatformBench({ fallback: SLOW_ANSWER }, {
    leaseMs: 30_000,
    silenceMs: 30_000,
  });
  const agent = await on.agent();

  const ends: string[] = [];
  for (const byMs of JUMPS) {
    const task = await on.give(agent.id, {});
    await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
    clock.move(byMs);
    const ended = await on.ended(task);
    ends.push(`${ended.state.status} ${ended.attempts.length}`);
  }

  assert.deepEqual(ends, JUMPS.map(() => "completed 1"));
  const log = await on.events();
  assert.deepEqual(log.map(({ seq }) => seq), log.map((_, at) => at + 1));
  assert.ok(log.every(({ type }) => type !== "agent.crashed"));
  await recordFault({ fault: "F40", count: JUMPS.length });
});

Deno.test("F29: an event loop that stands still for half a second is told by its lag, and costs no agent its lease", async () => {
  const blocks = IS_LONG ? 20 : 4;
  await using on = await openPlatformBench({ fallback: SLOW_ANSWER }, {
    leaseMs: 2_000,
    silenceMs: 2_000,
  });
  const agent = await on.agent();
  using meter = new LagMeter(() => performance.now());
  const task = await on.give(agent.id, { description: "be slow" });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");

  for (let n = 0; n < blocks; n++) {
    const until = performance.now() + 500;
    while (performance.now() < until);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 20);
    await promise;
  }
  const lag = meter.take();
  const ended = await on.ended(task);

  assert.ok((lag.maxMs) >= 350, JSON.stringify(lag));
  assert.deepEqual(
    [ended.state.status, ended.attempts.length],
    ["completed", 1],
  );
  const silent = (await on.events()).filter((event) =>
    event.type === "agent.activity_changed" &&
    event.data.activity.kind === "silent"
  );
  assert.deepEqual(silent, []);
  await recordFault({ fault: "F29", count: blocks });
});
