import { strict as assert } from "node:assert";
import { StartPace } from "@/orchestrator/start_pace.ts";

Deno.test("starts begin five a second at most, and the first of them at once", async () => {
  using pace = new StartPace();
  const began = performance.now();
  const at: number[] = [];

  await Promise.all(Array.from({ length: 4 }, async () => {
    await pace.turn();
    at.push(performance.now() - began);
  }));

  // Timers may be a little early, and late by whatever the machine does.
  const gaps = at.map((ms, n) => ms - n * 200);
  assert.ok(gaps.every((ms) => ms > -20), JSON.stringify(at));
});

Deno.test("after a calm time nobody waits", async () => {
  let nowMs = 0;
  using pace = new StartPace(() => nowMs);
  await pace.turn();
  nowMs = 60_000;

  await pace.turn();
});

Deno.test("at its end whoever waits goes on", async () => {
  const pace = new StartPace(() => 0);
  const waiting = Array.from({ length: 20 }, () => pace.turn());

  pace[Symbol.dispose]();

  await Promise.all([...waiting, pace.turn()]);
});
