import { strict as assert } from "node:assert";
import { join } from "node:path";
import { openHistory } from "@/db/pg/open_history.ts";
import { followedLog } from "@/tests/helpers/followed_log.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { until } from "@/tests/helpers/until.ts";

const databases = databasesForFile();

// What is promised: 60 minutes at 100 events a second without a database, none
// lost, and 5 minutes to catch up. That is 360,000 events:
//
// - 360,000 events / 300 s: the history has to take 1,200 events a second;
// - 2 GiB of disk / 360,000 events: each may take 5,965 bytes, with the records
//   that it changes and its share of the long texts;
// - memory does not grow with the backlog: it is on disk, and the historian
//   holds one batch of it.
//
// The test runs a twentieth of it, and holds each event to its share.
const EVENTS = 18_000;
const LEAST_EVENTS_PER_SECOND = 1_200;
const MOST_BYTES_PER_EVENT = 5_965;
/** Of the whole process; the engine gives memory back late. */
const MOST_GROWTH_BYTES = 150 * 2 ** 20;

Deno.test("log keeps what comes while the database is away, at its share of disk and time", async () => {
  const url = await databases.emptyDatabase();
  let isThere = true;
  await using log = await followedLog(url, (folder) => {
    if (isThere) return openHistory({ url, folder });
    return Promise.reject(new Error("the database is away"));
  });
  await log.work(200);
  await log.compare();
  const server = databases.server();
  isThere = false;
  await server.crash();
  await log.workUntil(1);
  await until("it is away", () => log.history.state.kind === "away");
  await server.restart();
  const before = { disk: await diskBytes(log.folder), memory: residentBytes() };

  await log.workUntil(EVENTS);

  const { state } = log.history;
  assert.ok(state.kind === "away" && state.backlog >= EVENTS);
  const bytesPerEvent = (await diskBytes(log.folder) - before.disk) / EVENTS;
  const growthBytes = residentBytes() - before.memory;
  isThere = true;
  await until("it is back", () => log.history.state.kind !== "away", 30_000);
  const from = performance.now();
  const { seq } = log.writer.committed;
  await until(
    "it has everything",
    () => log.history.state.kind === "healthy" && log.history.state.seq === seq,
    120_000,
  );
  const perSecond = EVENTS / ((performance.now() - from) / 1_000);
  const measured = `${bytesPerEvent.toFixed(0)} B of disk an event, ` +
    `${(growthBytes / 2 ** 20).toFixed(0)} MiB more memory, ` +
    `${perSecond.toFixed(0)} events/s back`;

  await log.compare();
  assert.ok(bytesPerEvent <= MOST_BYTES_PER_EVENT, measured);
  assert.ok(growthBytes <= MOST_GROWTH_BYTES, measured);
  assert.ok(perSecond >= LEAST_EVENTS_PER_SECOND, measured);
});

async function diskBytes(folder: string): Promise<number> {
  let sum = 0;
  for (const ending of ["", "-wal", "-shm"]) {
    try {
      sum += (await Deno.stat(join(folder, `live.sqlite3${ending}`))).size;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return sum;
}

function residentBytes(): number {
  return Deno.memoryUsage().rss;
}
