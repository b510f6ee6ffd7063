import { strict as assert } from "node:assert";
import { Retention } from "@/orchestrator/metrics/retention.ts";

const START_MS = Date.UTC(2026, 0, 1);

Deno.test("retention removes in steps until nothing is too old, and stops while the history is away", async () => {
  const steps = [2_000, 2_000, 12, 0];
  const asked: Date[] = [];
  const store = {
    prune: (before: Date) => {
      asked.push(before);
      return Promise.resolve(steps.shift() ?? 0);
    },
  };
  let isAway = false;
  await using retention = new Retention({
    store: () => isAway ? undefined : store,
    nowMs: () => START_MS,
    log: { info: () => {}, error: () => {} },
  }, 30);

  await retention.prune();
  isAway = true;
  await retention.prune();

  assert.equal(asked.length, 4);
  assert.equal(asked[0]?.toISOString(), "2025-12-02T00:00:00.000Z");
});

Deno.test("old values are removed soon after the start, and soon again while the history is away", async () => {
  let isAway = true;
  let looks = 0;
  const removed = Promise.withResolvers<void>();
  await using _retention = new Retention(
    {
      store: () => {
        // The first look finds none; the second one comes soon after it.
        isAway = looks++ === 0;
        return isAway ? undefined : {
          prune: () => {
            removed.resolve();
            return Promise.resolve(0);
          },
        };
      },
      nowMs: () => START_MS,
      log: { info: () => {}, error: () => {} },
    },
    30,
    { soonMs: 1, everyMs: 1_000_000 },
  );

  await removed.promise;

  assert.equal(looks, 2);
});
