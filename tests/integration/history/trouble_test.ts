import { strict as assert } from "node:assert";
import pg from "pg";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import { type FollowedLog, followedLog } from "@/tests/helpers/followed_log.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { until } from "@/tests/helpers/until.ts";

const databases = databasesForFile();

/** Commands before, during and after the trouble, each as many. */
const COMMANDS = 150;
/** What the writer may take longer during the trouble, on a busy machine. */
const MOST_RATIO = 3;
const NOISE_MS = 5;

/**
 * Lets a log be written, with trouble in the middle third, and compares the
 * history with it afterwards.
 */
async function through(
  name: string,
  url: string,
  trouble: {
    readonly begin: (log: FollowedLog) => Promise<void>;
    readonly end: () => Promise<void>;
    readonly isSeen?: (state: HistoryState) => boolean;
  },
): Promise<void> {
  await using log = await followedLog(url);
  await log.work(COMMANDS);
  await log.compare();
  const quietMs = median(await log.work(COMMANDS));

  await trouble.begin(log);
  const troubledMs = median(await log.work(COMMANDS));
  const { isSeen } = trouble;
  if (isSeen) await until(name, () => isSeen(log.history.state), 60_000);
  await trouble.end();
  await log.work(COMMANDS);

  await log.compare();
  assert.ok(
    troubledMs <= MOST_RATIO * quietMs + NOISE_MS,
    `${name}: ${troubledMs} ms a command instead of ${quietMs} ms`,
  );
}

const isAway = ({ kind }: HistoryState) => kind === "away";
const isRefused = (state: HistoryState) =>
  state.kind === "away" &&
  /too many (clients|connections)/.test(state.reason);

Deno.test("history is complete after its server was stopped for a while", async () => {
  const server = databases.server();

  await through("stopped", await databases.emptyDatabase(), {
    begin: () => server.crash(),
    isSeen: isAway,
    end: () => server.restart(),
  });
});

Deno.test("history is complete after its server was killed amid a batch", async () => {
  const server = databases.server();
  const url = await databases.emptyDatabase();

  await through("killed", url, {
    begin: async (log) => {
      await slowDown(url, 0.02);
      await log.work(20);
      await until("a batch is under way", () => backlogOf(log) > 0);
      await server.kill();
    },
    isSeen: isAway,
    end: async () => {
      await server.restart();
      await speedUp(url);
    },
  });
});

Deno.test("history is complete after its server was slow", async () => {
  const url = await databases.emptyDatabase();

  await through("slow", url, {
    begin: () => slowDown(url, 0.03),
    end: () => speedUp(url),
  });
});

Deno.test("history is complete after its server could only be read", async () => {
  const server = databases.server();
  const url = await databases.emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  const readOnly = async (value: "on" | "off") => {
    await using database = openPostgres(server.url("postgres"));
    await database.exec(
      `alter database ${name} set default_transaction_read_only = ${value};
       select pg_terminate_backend(pid) from pg_stat_activity
         where datname = '${name}'`,
    );
  };

  await through("read-only", url, {
    begin: () => readOnly("on"),
    isSeen: (state) =>
      state.kind === "away" && state.reason.includes("read-only"),
    end: () => readOnly("off"),
  });
});

Deno.test("history is complete after its server had no connection left", async () => {
  const server = databases.server();
  const url = await databases.emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  const taken: pg.Client[] = [];
  const takeAll = async () => {
    for (;;) {
      const client = new pg.Client(server.url("postgres"));
      client.on("error", () => {});
      try {
        await client.connect();
      } catch {
        return;
      }
      taken.push(client);
    }
  };

  const cutOff = () =>
    taken[0]?.query(
      "select pg_terminate_backend(pid) from pg_stat_activity " +
        "where datname = $1",
      [name],
    );
  const release = () =>
    Promise.all(taken.splice(0).map((client) => client.end()));

  try {
    await through("no connection", url, {
      begin: async (log) => {
        await takeAll();
        const { rows } = await taken[0]!.query("show max_connections");
        const places = Number(rows[0].max_connections);
        const deadline = Date.now() + 60_000;
        // Who is cut off leaves its place a moment later, and may be the first
        // to take it again.
        while (taken.length < places) {
          assert.ok(Date.now() < deadline, "it always took a place again");
          await cutOff();
          await takeAll();
        }
        await log.workUntil(1);
      },
      isSeen: isRefused,
      end: async () => {
        await release();
      },
    });
  } finally {
    await release();
  }
});

Deno.test("history is complete after somebody locked its table", async () => {
  const url = await databases.emptyDatabase();
  const locker = new pg.Client(url);

  await through("locked", url, {
    begin: async () => {
      await locker.connect();
      await locker.query("begin");
      await locker.query("lock table events in access exclusive mode");
    },
    end: async () => {
      await locker.query("commit");
      await locker.end();
    },
  });
});

/** Makes each new event take so many seconds. */
async function slowDown(url: string, seconds: number): Promise<void> {
  await using database = openPostgres(url);
  await database.exec(
    `create function be_slow() returns trigger language plpgsql as
       $$ begin perform pg_sleep(${seconds}); return new; end $$;
     create trigger slow before insert on events
       for each row execute function be_slow()`,
  );
}

/** A server that was killed may have lost what it took last. */
async function speedUp(url: string): Promise<void> {
  await using database = openPostgres(url);
  await database.exec("drop function if exists be_slow() cascade");
}

function backlogOf({ writer, history }: FollowedLog): number {
  const { state } = history;
  return state.kind === "healthy" ? writer.committed.seq - state.seq : 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
