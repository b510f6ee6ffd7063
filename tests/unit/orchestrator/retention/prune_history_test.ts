import { strict as assert } from "node:assert";
import type { PrunedHistoryPort } from "@/orchestrator/retention/ports.ts";
import { pruneHistory } from "@/orchestrator/retention/prune_history.ts";

const NOW_MS = Date.parse("2026-03-01T00:00:00.000Z");
const DAY_MS = 86_400_000;
const GIB = 1_073_741_824;

/** A history with so many old rows, of which each step takes up to a thousand. */
function historyOf(rows: number, gib = 1) {
  const asked: Date[] = [];
  let left = rows;
  let vacuums = 0;
  const port: PrunedHistoryPort = {
    kept: () => Promise.resolve(new Set()),
    lastEntry: () => Promise.resolve(undefined),
    measure: () => Promise.resolve({ bytesInUse: gib * GIB, events: 1_000 }),
    instantOfNewest: (events) => Promise.resolve(new Date(NOW_MS - events)),
    steps: [(before) => {
      asked.push(before);
      const events = Math.min(1_000, left);
      left -= events;
      return Promise.resolve({ events });
    }],
    vacuums: [() => {
      vacuums++;
      return Promise.resolve();
    }],
    pruneSession: () => Promise.resolve({}),
    requestedPrunes: () => Promise.resolve([]),
    forgetPrune: () => Promise.resolve(),
    saveRun: () => Promise.resolve(),
  };
  return { port, asked, vacuums: () => vacuums };
}

const always = <T>(work: () => Promise<T>) => work();

Deno.test("details go in steps until none is older than the limit", async () => {
  const { port, asked, vacuums } = historyOf(2_500);

  const removed = await pruneHistory(
    port,
    { days: 30, maxGib: 5 },
    NOW_MS,
    always,
  );

  assert.deepEqual(removed, { events: 2_500 });
  assert.equal(asked.length, 4);
  assert.equal(asked[0]?.getTime(), NOW_MS - 30 * DAY_MS);
  assert.equal(vacuums(), 0);
});

Deno.test("the room of many rows is made free once they are gone", async () => {
  const { port, vacuums } = historyOf(6_000);

  await pruneHistory(port, { days: 30, maxGib: 0 }, NOW_MS, always);

  assert.equal(vacuums(), 1);
});

Deno.test("a history that is too large loses its oldest details, however young", async () => {
  const { port, asked } = historyOf(10, 10);

  await pruneHistory(port, { days: 30, maxGib: 5 }, NOW_MS, always);

  // Nine tenths of 5 GiB are 45 % of what is there.
  assert.equal(asked[0]?.getTime(), NOW_MS - 450);
});

Deno.test("nothing goes when both rules are switched off", async () => {
  const { port, asked } = historyOf(10, 10);

  const removed = await pruneHistory(
    port,
    { days: 0, maxGib: 0 },
    NOW_MS,
    always,
  );

  assert.deepEqual([removed, asked], [{}, []]);
});

Deno.test("pruning breaks off between two steps when the history goes away", async () => {
  const { port, asked } = historyOf(5_000);
  let turns = 2;

  await pruneHistory(
    port,
    { days: 30, maxGib: 5 },
    NOW_MS,
    (work) => turns-- > 0 ? work() : Promise.resolve(undefined),
  );

  assert.equal(asked.length, 2);
});
