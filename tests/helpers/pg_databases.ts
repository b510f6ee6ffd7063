import { join } from "node:path";
import { migrate } from "@/db/pg/migrate.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { type PgServer, startPostgres } from "./pg_server.ts";
import { putReadyHistory, READY_DATABASE } from "./ready_history.ts";
import { tempDirectory } from "./temp_directory.ts";

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

/**
 * Has both engines started before the first test of this file, and ended after
 * the last. Every test finds empty tables; who opens a database of the server
 * by itself has one that no other test sees.
 */
export function databasesForFile(): TestDatabases {
  let server: PgServer;
  let shared: Readonly<Record<EngineName, Database>>;
  let made = 0;
  let opened: AsyncDisposableStack;
  Deno.test.beforeAll(async () => {
    await using starting = new AsyncDisposableStack();
    const [first, second] = await Promise.allSettled([
      startPostgres().then((it) => server = starting.use(it)),
      openEmbedded(starting),
    ]);
    if (first.status === "rejected") throw first.reason;
    if (second.status === "rejected") throw second.reason;
    await makeReadyDatabase(server);
    const postgres = starting.use(openPostgres(await create(READY_DATABASE)));
    shared = { postgres, pglite: second.value };
    await migrate(shared.pglite);
    opened = starting.move();
  });
  Deno.test.afterAll(() => opened.disposeAsync());

  const create = async (template: string) => {
    const name = `vamp_test_${++made}`;
    await administrate(server, `create database ${name} template ${template}`);
    return server.url(name);
  };
  const open = async (engine: EngineName): Promise<Database> => {
    if (engine === "postgres") {
      return openPostgres(await create(READY_DATABASE));
    }
    await empty(shared.pglite);
    return keptOpen(shared.pglite);
  };
  return {
    open,
    emptyDatabase: () => create("template0"),
    server: () => server,
    test: (name, body) => {
      for (const engine of ENGINES) {
        Deno.test(`${name} (${engine})`, async () => {
          await empty(shared[engine]);
          await body(keptOpen(shared[engine]));
        });
      }
    },
  };
}

/** The embedded engine, on the folder that was made for all runs, where there is one. */
async function openEmbedded(kept: AsyncDisposableStack): Promise<Database> {
  const { path } = kept.use(await tempDirectory());
  const folder = join(path, "history");
  await putReadyHistory(folder);
  const isReady = await Deno.stat(folder).then(() => true, () => false);
  return kept.use(await openPglite(isReady ? folder : undefined));
}

/** Makes the database that others are copied from, unless it is there. */
export async function makeReadyDatabase(server: PgServer): Promise<void> {
  {
    await using database = openPostgres(server.url("postgres"));
    const found = await database`
      select from pg_database where datname = ${READY_DATABASE}`;
    if (found.length > 0) return;
    await database.exec(`create database ${READY_DATABASE}`);
  }
  await using ready = openPostgres(server.url(READY_DATABASE));
  await migrate(ready);
}

async function administrate(server: PgServer, command: string): Promise<void> {
  await using database = openPostgres(server.url("postgres"));
  await database.exec(command);
}

/** A database takes its time to be made: tests share one. */
function keptOpen(database: Database): Database {
  const shared = Object.assign(
    ((strings, ...values) => database(strings, ...values)) as Database,
    database,
  );
  shared[Symbol.asyncDispose] = () => Promise.resolve();
  return shared;
}

/** Most tables are empty, and each that is truncated costs files of its own. */
async function empty(database: Database): Promise<void> {
  await database.exec(`
    do $$
    declare
      name text;
      is_filled boolean;
    begin
      for name in
        select relname from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace
          and relname not in ('schema_migrations', 'history_head')
      loop
        execute format('select exists (select from %I)', name) into is_filled;
        if is_filled then
          execute format('truncate %I cascade', name);
        end if;
      end loop;
      update history_head set seq = 0;
    end $$`);
}
