import { upsertAgents } from "@/db/pg/agents.ts";
import { upsertAttempts } from "@/db/pg/attempts.ts";
import { insertEvents } from "@/db/pg/events.ts";
import { migrate } from "@/db/pg/migrate.ts";
import { openHistory } from "@/db/pg/open_history.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { upsertSessions } from "@/db/pg/sessions.ts";
import { upsertTasks } from "@/db/pg/tasks.ts";
import { insertTexts } from "@/db/pg/texts.ts";
import { insertEntries } from "@/db/pg/transcripts.ts";
import { insertUsage } from "@/db/pg/usage_records.ts";
import { LiveStore } from "@/db/kv/live_store.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { followLog } from "@/parts/follow_log.ts";
import type { HistoryBatch } from "@/orchestrator/historian/ports.ts";
import { type PgServer, startPostgres } from "@/tests/helpers/pg_server.ts";
import { recordWork, replayWork } from "./recorded_work.ts";
import { median } from "./start_time.ts";

const COMMANDS = 15_000;
const RUNS = 5;

/** Rows a second into a real Postgres, of the same log. */
export type HistoryRate = {
  /** Read from the log, gathered with their records, and written. */
  readonly historianRowsPerSecond: number;
  /** The same rows, at hand already, by `jsonb_to_recordset`. */
  readonly bareRowsPerSecond: number;
};

/** Measures both in turn, each run in a database of its own. */
export async function measureHistory(): Promise<HistoryRate> {
  await using server = await startPostgres();
  using kv = await Deno.openKv(":memory:");
  const store = new LiveStore(kv);
  const { fleet } = await replayWork(store, await recordWork(COMMANDS));
  const historianMs: number[] = [];
  const bareMs: number[] = [];
  let rows = 0;
  for (let run = 0; run < RUNS; run++) {
    const batches: HistoryBatch[] = [];
    historianMs.push(
      await drain(kv, fleet, await create(server, `drained_${run}`), batches),
    );
    bareMs.push(await insert(await create(server, `bare_${run}`), batches));
    rows = batches.map(rowsOf).reduce((sum, count) => sum + count, 0);
  }
  return {
    historianRowsPerSecond: rows / median(historianMs) * 1_000,
    bareRowsPerSecond: rows / median(bareMs) * 1_000,
  };
}

async function drain(
  kv: Deno.Kv,
  fleet: Fleet,
  url: string,
  batches: HistoryBatch[],
): Promise<number> {
  let from = NaN;
  const open = async () => {
    const history = await openHistory({ url, folder: "" });
    from = performance.now();
    return {
      ...history,
      write: (batch: HistoryBatch) => {
        batches.push(batch);
        return history.write(batch);
      },
    };
  };
  const done = Promise.withResolvers<void>();
  await using history = followLog(
    {
      kv,
      store: new LiveStore(kv),
      platform: { fleet: () => fleet, subscribe: () => () => {} },
      log: { info() {}, error() {} },
    },
    open,
    { openAfterMs: 0 },
  );
  // All of it is a backlog: it becomes healthy with one of the last batches.
  history.onState(({ kind }) => kind === "healthy" && done.resolve());
  await done.promise;
  const isDrained = () =>
    history.state.kind === "healthy" && history.state.seq === fleet.seq;
  while (!isDrained()) await new Promise((resolve) => setTimeout(resolve, 1));
  return performance.now() - from;
}

async function insert(
  url: string,
  batches: readonly HistoryBatch[],
): Promise<number> {
  await using database = openPostgres(url);
  await migrate(database);
  const from = performance.now();
  for (const { events, agents, tasks, sessions, texts } of batches) {
    await database.tx(async (sql) => {
      await insertTexts(sql, texts);
      await upsertSessions(sql, sessions);
      await upsertAgents(sql, agents);
      await upsertTasks(sql, tasks);
      await upsertAttempts(sql, tasks);
      await insertEvents(sql, events);
      await insertEntries(sql, events);
      await insertUsage(sql, events);
    });
  }
  return performance.now() - from;
}

function rowsOf(batch: HistoryBatch): number {
  const { events, agents, tasks, sessions, texts } = batch;
  const attempts = tasks.flatMap((task) => task.attempts);
  // An event is a row, and some make another one of their own.
  const others = events.filter(({ type }) =>
    type === "transcript.appended" || type === "usage.recorded"
  );
  return [events, others, agents, tasks, attempts, sessions, texts]
    .reduce((sum, { length }) => sum + length, 0);
}

async function create(server: PgServer, name: string): Promise<string> {
  await using database = openPostgres(server.url("postgres"));
  await database.exec(`create database ${name}`);
  return server.url(name);
}
