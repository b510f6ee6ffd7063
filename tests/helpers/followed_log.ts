import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { type OpenHistory, openHistory } from "@/db/pg/open_history.ts";
import { type FollowingHistory, followLog } from "@/parts/follow_log.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import {
  allRecords,
  assertHistoryIs,
  assertReplayed,
  wholeLog,
} from "./history_and_log.ts";
import { randomWork } from "./random_work.ts";
import { putReadyHistory } from "./ready_history.ts";
import { tempDirectory } from "./temp_directory.ts";
import { until } from "./until.ts";

/** Pauses between tries are so much shorter than in the product. */
const HURRY = 10;
const CAUGHT_UP_WITHIN_MS = 60_000;

/** A live store on disk, its writer, and a history that follows its log. */
export type FollowedLog = AsyncDisposable & {
  readonly kv: Deno.Kv;
  readonly store: LiveStore;
  readonly writer: EventWriter;
  readonly history: FollowingHistory;
  readonly folder: string;
  /** Appends random commands one after the other; gives what each took, in ms. */
  work(commands: number): Promise<readonly number[]>;
  /** Appends random commands, many at once, until there are so many more events. */
  workUntil(events: number): Promise<void>;
  /** Waits until the history has everything, and compares all of it. */
  compare(): Promise<void>;
};

/**
 * Opens all of it.
 *
 * @param url A Postgres database; the embedded engine without it.
 * @param open Instead of opening the product's own history.
 */
export async function followedLog(
  url: string | undefined,
  open?: (folder: string) => Promise<OpenHistory>,
): Promise<FollowedLog> {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(await tempDirectory());
  const kv = opened.adopt(
    await Deno.openKv(join(path, "live.sqlite3")),
    (it) => it.close(),
  );
  const store = new LiveStore(kv);
  const sources = { now: () => new Date().toISOString() };
  const writer = new EventWriter(store, sources, await store.load());
  const folder = join(path, "history");
  if (!url) await putReadyHistory(folder);
  const history = opened.use(followLog(
    {
      kv,
      store,
      platform: {
        fleet: () => writer.committed,
        subscribe: (listener) => writer.subscribe(listener),
      },
      log: { info() {}, error() {} },
    },
    () => open ? open(folder) : openHistory({ url, folder }),
    {
      openAfterMs: 0,
      after: (ms, run) => {
        const timer = setTimeout(run, ms / HURRY);
        return () => clearTimeout(timer);
      },
    },
  ));
  const next = randomWork(writer, store, 1);
  const running = opened.move();
  return {
    kv,
    store,
    writer,
    history,
    folder: path,
    work: async (commands) => {
      const took: number[] = [];
      for (let n = 0; n < commands; n++) {
        const from = performance.now();
        await next();
        took.push(performance.now() - from);
      }
      return took;
    },
    workUntil: async (events) => {
      const end = writer.head.seq + events;
      await Promise.all(Array.from({ length: 64 }, async () => {
        while (writer.head.seq < end) await next();
      }));
    },
    compare: async () => {
      await until(
        `the history has all of the log: ${JSON.stringify(history.state)}`,
        () =>
          history.state.kind === "healthy" &&
          history.state.seq === writer.committed.seq,
        CAUGHT_UP_WITHIN_MS,
      );
      assert.ok(history.database);
      const log = await wholeLog(store);
      const records = await allRecords(kv);
      assertReplayed(records, log);
      await assertHistoryIs(history.database, log, records, store);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
