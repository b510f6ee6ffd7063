import { migrate } from "@/db/pg/migrate.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { type PgServer, startPostgres } from "./pg_server.ts";

/** What both kinds of history are called in the names of tests. */
export const ENGINES = ["postgres", "pglite"] as const;
export type EngineName = typeof ENGINES[number];

/** Both engines, for the tests of one file. */
export type TestDatabases = {
  /** The history's tables, empty, until the test disposes it. */
  open(engine: EngineName): Promise<Database>;
  /** A database of the server without any tables, as an address. */
  emptyDatabase(): Promise<string>;
  server(): PgServer;
  /** Registers one test on each engine, each with empty tables. */
  test(name: string, body: (database: Database) => Promise<void>): void;
};

const TEMPLATE = "vamp_template";

/**
 * Has both engines started before the first test of this file, and ended after
 * the last. Every test gets a database that no other test sees.
 */
export function databasesForFile(): TestDatabases {
  let server: PgServer;
  let pglite: Database;
  let made = 0;
  let opened: AsyncDisposableStack;
  Deno.test.beforeAll(async () => {
    await using starting = new AsyncDisposableStack();
    const first = await Promise.allSettled([
      startPostgres().then((it) => server = starting.use(it)),
      openPglite(undefined).then((it) => pglite = starting.use(it)),
    ]);
    for (const each of first) {
      if (each.status === "rejected") throw each.reason;
    }
    await administrate(server, `create database ${TEMPLATE}`);
    await using template = openPostgres(server.url(TEMPLATE));
    await migrate(template);
    await migrate(pglite);
    opened = starting.move();
  });
  Deno.test.afterAll(() => opened.disposeAsync());

  const create = async (template: string) => {
    const name = `vamp_test_${++made}`;
    await administrate(server, `create database ${name} template ${template}`);
    return server.url(name);
  };
  const open = async (engine: EngineName): Promise<Database> => {
    if (engine === "postgres") return openPostgres(await create(TEMPLATE));
    await empty(pglite);
    return keptOpen(pglite);
  };
  return {
    open,
    emptyDatabase: () => create("template0"),
    server: () => server,
    test: (name, body) => {
      for (const engine of ENGINES) {
        Deno.test(`${name} (${engine})`, async () => {
          await using database = await open(engine);
          await body(database);
        });
      }
    },
  };
}

async function administrate(server: PgServer, command: string): Promise<void> {
  await using database = openPostgres(server.url("postgres"));
  await database.exec(command);
}

/** Starting the embedded engine takes seconds: its tests share one. */
function keptOpen(database: Database): Database {
  const shared = Object.assign(
    ((strings, ...values) => database(strings, ...values)) as Database,
    database,
  );
  shared[Symbol.asyncDispose] = () => Promise.resolve();
  return shared;
}

async function empty(database: Database): Promise<void> {
  const tables = await database<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not in ('schema_migrations', 'history_head')`;
  await database.exec(
    `truncate ${tables.map(({ name }) => name).join(", ")};
     update history_head set seq = 0`,
  );
}
