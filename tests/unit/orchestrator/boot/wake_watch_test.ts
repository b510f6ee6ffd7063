import { strict as assert } from "node:assert";
import { WakeWatch } from "@/orchestrator/boot/wake_watch.ts";

const HOUR_MS = 3_600_000;

/** Two clocks that the test moves apart, and what a watch made of it. */
function handClocks() {
  let wallMs = Date.UTC(2026, 0, 1);
  let monotonicMs = 0;
  let look = () => {};
  const jumps: number[] = [];
  const watch = new WakeWatch({
    wallMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    every: (_, run) => {
      look = run;
      return () => look = () => {};
    },
  }, (ms) => jumps.push(ms));
  return {
    jumps,
    watch,
    pass(ms: number, jumpMs = 0) {
      wallMs += ms + jumpMs;
      monotonicMs += ms;
      look();
    },
  };
}

Deno.test("a host that slept for hours is noticed once, when it wakes", () => {
  const { jumps, pass } = handClocks();

  pass(5_000);
  pass(5_000, 3 * HOUR_MS);
  pass(5_000);

  assert.deepEqual(jumps, [3 * HOUR_MS]);
});

Deno.test("a clock that is set back is noticed, too", () => {
  const { jumps, pass } = handClocks();

  pass(5_000, -2 * HOUR_MS);

  assert.deepEqual(jumps, [-2 * HOUR_MS]);
});

Deno.test("a clock that runs badly is no jump, however long it does", () => {
  const { jumps, pass } = handClocks();

  for (let n = 0; n < 1_000; n++) pass(5_000, 40);
  pass(5_000, 20_000);

  assert.deepEqual(jumps, []);
});

Deno.test("a watch that was disposed looks no more", () => {
  const { jumps, pass, watch } = handClocks();

  watch[Symbol.dispose]();
  pass(5_000, HOUR_MS);

  assert.deepEqual(jumps, []);
});
