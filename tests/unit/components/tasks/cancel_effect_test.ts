import assert from "node:assert/strict";
import { cancelEffect } from "@/components/tasks/cancel_effect.ts";
import { crowdedFleet, NEEDED_TASK } from "@/tests/helpers/crowded_fleet.ts";

Deno.test("who cancels a task is told what else waits, and what may that is not at hand", () => {
  const fleet = crowdedFleet(9);
  const needed = fleet.tasks[NEEDED_TASK];
  assert.ok(needed);

  const whole = cancelEffect([needed], fleet);
  const part = cancelEffect([needed], fleet, 40);

  assert.match(whole, /3 tasks wait for it and cannot begin/);
  assert.doesNotMatch(whole, /more/);
  assert.match(part, /40 more tasks may be parts of it or wait for it/);
});
