import { strict as assert } from "node:assert";
import { SseHub } from "@/api/events/sse_hub.ts";
import { parseInterest } from "@/api/events/topics.ts";
import { trimEvents } from "@/db/kv/trim_events.ts";
import { historyQueries } from "@/db/pg/history_queries.ts";
import { withHistory } from "@/orchestrator/with_history.ts";
import { type FollowedLog, followedLog } from "@/tests/helpers/followed_log.ts";
import { wholeLog } from "@/tests/helpers/history_and_log.ts";
import { MemoryPlatform } from "@/tests/helpers/memory_platform.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { SseReader } from "@/tests/helpers/sse_reader.ts";

const databases = databasesForFile();

/** The event stream on the log, as the product puts it together. */
function hubOn({ store, writer, history }: FollowedLog): SseHub {
  const { kept } = historyQueries({
    state: () => history.state,
    database: () => history.database,
    readLog: (after, limit) => store.readEvents(after, limit),
  });
  const platform = new MemoryPlatform();
  const { readEvents } = withHistory(
    Object.assign(platform, {
      readEvents: (after: number, limit: number) =>
        store.readEvents(after, limit),
      readNewestRetiredMs: () => Promise.resolve(0),
    }),
    kept,
  );
  return new SseHub({
    fleet: () => writer.committed,
    subscribe: (listener) => writer.subscribe(listener),
    readEvents,
    claudeStatus: () => platform.claudeStatus(),
    historyState: () => history.state,
    storageStatus: () => platform.storageStatus(),
  }, () => new Date().toISOString());
}

for (const engine of ["embedded", "Postgres"] as const) {
  Deno.test(`a stream that was away for long resumes from the history (${engine}), then the live store, then memory, without a gap or a double`, async () => {
    const url = engine === "Postgres"
      ? await databases.emptyDatabase()
      : undefined;
    await using log = await followedLog(url);
    await log.work(150);
    await log.compare();
    const first = await wholeLog(log.store);
    const away = Math.floor(first.length / 2);
    while (await trimEvents(log.kv, away) > 0);
    const [oldest] = await log.store.readEvents(0, 1);
    using hub = hubOn(log);
    await log.work(20);
    const last = log.writer.committed.seq;
    const interest = parseInterest(undefined);
    assert.ok(interest);

    const stream = new SseReader(hub.open(interest, 3));
    const reading = stream.eventsUntil(last + 1);
    await log.work(20);
    const events = await reading;

    assert.equal(oldest?.seq, away + 1);
    const seqs = events.map(({ id }) => Number(id));
    assert.deepEqual(seqs, seqs.map((_, index) => 4 + index));
    assert.ok(seqs.length > last - 3);
    assert.deepEqual(
      events.slice(0, first.length - 3).map(({ data }) => data),
      first.slice(3),
    );
    await stream.cancel();
  });
}
