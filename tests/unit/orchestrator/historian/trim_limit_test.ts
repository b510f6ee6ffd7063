import { strict as assert } from "node:assert";
import fc from "fast-check";
import { retryPauseMs } from "@/orchestrator/historian/retry_pause.ts";
import {
  KEPT_EVENTS,
  KEPT_MS,
  lastOverAge,
  trimLimit,
} from "@/orchestrator/historian/trim_limit.ts";

Deno.test("what may leave the log is acknowledged, and over the count or the age", () => {
  const limit = (lastSeq: number, acknowledged: number, oldEnough: number) =>
    trimLimit({ lastSeq, acknowledged }, oldEnough);

  assert.equal(limit(KEPT_EVENTS, KEPT_EVENTS, 0), 0);
  assert.equal(limit(KEPT_EVENTS + 7, KEPT_EVENTS, 0), 7);
  assert.equal(limit(KEPT_EVENTS + 7, 3, 0), 3);
  assert.equal(limit(50, 50, 20), 20);
  assert.equal(limit(50, 10, 20), 10);
  assert.equal(limit(KEPT_EVENTS + 7, KEPT_EVENTS, 20), 20);
});

Deno.test("no event leaves the log that the history does not have", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (lastSeq, acknowledged, old) => {
      const limit = trimLimit({ lastSeq, acknowledged }, old);

      assert.ok(limit >= 0 && limit <= acknowledged);
    }),
  );
});

Deno.test("an event is over the age a moment after it, and not before", () => {
  const now = Date.parse("2026-01-02T00:00:00.000Z");
  const event = (seq: number, ageMs: number) => ({
    seq,
    at: new Date(now - ageMs).toISOString(),
  });

  assert.equal(lastOverAge([], now), 0);
  assert.equal(lastOverAge([event(4, KEPT_MS)], now), 0);
  assert.equal(
    lastOverAge([event(4, KEPT_MS + 2), event(5, KEPT_MS + 1)], now),
    5,
  );
});

Deno.test("pauses double up to half a minute, and chance takes up to a half of one", () => {
  assert.deepEqual(
    [0, 1, 2, 5, 6, 50, 5_000].map((failures) => retryPauseMs(failures, 1)),
    [500, 1_000, 2_000, 16_000, 30_000, 30_000, 30_000],
  );
  assert.equal(retryPauseMs(0, 0), 250);
  assert.equal(retryPauseMs(50, 0), 15_000);
});
