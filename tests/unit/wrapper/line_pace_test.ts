import { strict as assert } from "node:assert";
import { ManualTimers } from "@/tests/helpers/manual_timers.ts";
import { LinePace, LINES_A_SECOND } from "@/wrapper/line_pace.ts";

Deno.test("a process that writes without end is read no faster than so many lines a second", async () => {
  const timers = new ManualTimers();
  const pace = new LinePace(timers, () => timers.nowMs);
  let taken = 0;
  const reading = (async () => {
    for (; taken < 3 * LINES_A_SECOND; taken++) await pace.turn();
  })();

  await timers.runAll();
  await reading;

  assert.equal(timers.nowMs, 2_000);
});

Deno.test("a process that works as agents do waits for nothing", async () => {
  const timers = new ManualTimers();
  let nowMs = 0;
  const pace = new LinePace(timers, () => nowMs);

  for (let second = 0; second < 3; second++) {
    for (let n = 0; n < LINES_A_SECOND; n++) await pace.turn();
    nowMs += 1_000;
  }

  assert.equal(timers.nowMs, 0);
});
