import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { trimEvents } from "@/db/kv/trim_events.ts";
import { historyQueries } from "@/db/pg/history_queries.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import type { TaskId } from "@/domain/ids.ts";
import { followLog } from "@/parts/follow_log.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { retire } from "@/orchestrator/retention/retire.ts";
import { RecordRetention } from "@/orchestrator/retention/retention.ts";
import { withHistory } from "@/orchestrator/with_history.ts";
import { portOn } from "@/parts/retention.ts";
import { putReadyHistory } from "@/tests/helpers/ready_history.ts";
import { until } from "@/tests/helpers/vamp_server.ts";

/** A live store, a history that follows it, and a retention with its own clock. */
export async function openRetainedHistory(
  url: string | undefined,
  folder: string,
) {
  await using opened = new AsyncDisposableStack();
  const kv = opened.adopt(
    await Deno.openKv(join(folder, "live.sqlite3")),
    (it) => it.close(),
  );
  const store = new LiveStore(kv);
  const now = () => new Date().toISOString();
  const writer = new EventWriter(store, { now }, await store.load());
  const log = { info: () => {}, error: () => {} };
  const platform = {
    fleet: () => writer.committed,
    subscribe: (listener: Parameters<EventWriter["subscribe"]>[0]) =>
      writer.subscribe(listener),
  };
  if (!url) await putReadyHistory(join(folder, "history"));
  const history = opened.use(followLog(
    { kv, store, platform, log },
    () => openHistory({ url, folder: join(folder, "history") }),
    { openAfterMs: 0 },
  ));
  const { queries, kept } = historyQueries({
    state: () => history.state,
    database: () => history.database,
    readLog: (after, limit) => store.readEvents(after, limit),
  });
  const clock = { aheadMs: 0 };
  const retention = opened.use(
    new RecordRetention({
      store,
      fleet: platform.fleet,
      retire: (wanted) => retire(writer, wanted),
      findSession: async (id) =>
        writer.committed.sessions[id] ?? await store.readSession(id),
      historyState: () => history.state,
      history: () =>
        history.database && portOn(history.database, url === undefined),
      rules: {
        liveHours: 72,
        liveTasks: 5_000,
        historyDays: 30,
        historyMaxGib: 5,
      },
      log,
      nowMs: () => Date.now() + clock.aheadMs,
      monotonicMs: () => performance.now() + clock.aheadMs,
      after: (ms, run) => {
        const timer = setTimeout(run, Math.min(ms, 20));
        return () => clearTimeout(timer);
      },
    }),
  );
  const reads = withHistory({
    findAgent: (id) => store.readAgent(id),
    findTask: (id) => store.readTask(id as TaskId),
    findHandoff: (id) => store.readHandoff(id),
    listTasks: (filter) => store.listTasks(filter),
    readEvents: (after, limit) => store.readEvents(after, limit),
    readTranscript: (id, range) => store.readTranscript(id, range),
    findTranscriptEntry: (id, n) => store.readTranscriptEntry(id, n),
    fullText: (text) =>
      text.blob ? store.readText(text.blob) : Promise.resolve(text.text),
    readNewestRetiredMs: () => store.readNewestRetiredMs(),
  }, kept);
  const running = opened.move();
  return {
    store,
    writer,
    history,
    retention,
    clock,
    reads,
    queries,
    caughtUp: () =>
      until(() => {
        const { state } = history;
        const isThere = state.kind === "healthy" &&
          state.seq === writer.committed.seq;
        return Promise.resolve(isThere || undefined);
      }, "the history does not have it"),
    trimLog: async () => {
      while (await trimEvents(kv, writer.committed.seq) > 0);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
