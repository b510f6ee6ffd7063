import { strict as assert } from "node:assert";
import { isDue } from "@/backup/schedule.ts";

const AT = { hour: 3, minute: 17 };
/** Local times, as the schedule means them. */
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 5, day, hour, minute);
const facts = {
  startedAt: at(1, 12),
  lastAt: at(9, 3, 17),
  lastFailedAt: undefined,
};

Deno.test("the daily backup is due at its time, once", () => {
  assert.equal(isDue(AT, at(10, 3, 16), facts), false);
  assert.equal(isDue(AT, at(10, 3, 17), facts), true);
  assert.equal(
    isDue(AT, at(10, 3, 18), { ...facts, lastAt: at(10, 3, 17) }),
    false,
  );
});

Deno.test("a daily backup that was missed is made up for, when the start has settled", () => {
  const started = { ...facts, startedAt: at(10, 9) };

  assert.equal(isDue(AT, at(10, 9, 9), started), false);
  assert.equal(isDue(AT, at(10, 9, 10), started), true);
});

Deno.test("a new installation gets its first backup when its start has settled", () => {
  const fresh = { ...facts, startedAt: at(10, 9), lastAt: undefined };

  assert.equal(isDue(AT, at(10, 9, 1), fresh), false);
  assert.equal(isDue(AT, at(10, 9, 10), fresh), true);
});

Deno.test("a daily backup that failed is tried again an hour later", () => {
  const failed = { ...facts, lastFailedAt: at(10, 3, 17) };

  assert.equal(isDue(AT, at(10, 4, 16), failed), false);
  assert.equal(isDue(AT, at(10, 4, 17), failed), true);
});
