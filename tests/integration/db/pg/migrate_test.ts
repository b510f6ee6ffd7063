import { strict as assert } from "node:assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { migrate, SchemaError } from "@/db/pg/migrate.ts";
import {
  type Migration,
  migrationOf,
  readMigrations,
} from "@/db/pg/migration_files.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { isAway } from "@/db/pg/sql_error.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const databases = databasesForFile();

/** The migrations of the program, and others after them. */
async function withMore(...scripts: string[]): Promise<Migration[]> {
  const known = await readMigrations();
  const more = await Promise.all(
    scripts.map((script, index) =>
      migrationOf(known.length + index + 1, `more_${index}`, script)
    ),
  );
  return [...known, ...more];
}

/** Removes what a test added to the tables that the engine's tests share. */
async function takeBack(database: Database, from: number): Promise<void> {
  await database.exec("drop table if exists added, added_too");
  await database`delete from schema_migrations where version > ${from}`;
}

databases.test("migrations run once, and a new one is added later", async (database) => {
  const known = await readMigrations();
  assert.deepEqual(await migrate(database), []);

  const more = await withMore(
    "create table added (id integer); insert into added values (1)",
  );
  const done = await migrate(database, more);
  const again = await migrate(database, more);

  assert.deepEqual(done, [known.length + 1]);
  assert.deepEqual(again, []);
  assert.deepEqual(await database`select id from added`, [{ id: 1 }]);
  const [row] = await database<
    { name: string; checksum: string; applied_at: Date }
  >`
    select name, checksum, applied_at from schema_migrations
    order by version desc limit 1`;
  assert.equal(row?.name, "more_0");
  assert.match(row?.checksum ?? "", /^[0-9a-f]{64}$/);
  assert.ok(row && row.applied_at <= new Date(Date.now() + 1_000));
  await takeBack(database, known.length);
});

databases.test("a migration that fails leaves nothing, and those before it stay", async (database) => {
  const known = await readMigrations();
  const migrations = await withMore(
    "create table added (id integer)",
    "create table added_too (id integer); insert into added values (7); select nonsense",
  );

  await assert.rejects(migrate(database, migrations), (error) => {
    assert.ok(error instanceof SchemaError);
    assert.equal(error.code, "migration_failed");
    assert.match(error.message, /^Cannot apply migration "more_1": .*nonsense/);
    return true;
  });

  assert.deepEqual(await database`select id from added`, []);
  await assert.rejects(database`select id from added_too`, { code: "42P01" });
  const versions = await database<{ version: number }>`
    select version from schema_migrations order by version desc limit 1`;
  assert.deepEqual(versions, [{ version: known.length + 1 }]);
  await takeBack(database, known.length);
});

databases.test("a migration that was changed after it was applied is refused", async (database) => {
  const [first, ...rest] = await readMigrations();
  assert.ok(first);
  const changed = await migrationOf(1, first.name, `${first.script}\n-- more`);

  await assert.rejects(migrate(database, [changed, ...rest]), {
    code: "schema_changed",
    message: 'Cannot use the history: migration "history" is not the one ' +
      "that was applied to it",
  });
});

databases.test("tables of a newer program are refused", async (database) => {
  const known = await readMigrations();
  await migrate(database, await withMore("create table added (id integer)"));

  await assert.rejects(migrate(database, known), {
    code: "schema_newer",
    message: `Cannot use the history: its tables have version ${
      known.length + 1
    }, and this program knows ${known.length}; start a newer one`,
  });

  await takeBack(database, known.length);
});

Deno.test("two programs that start at once migrate an empty database once", async () => {
  const url = await databases.emptyDatabase();
  await using first = openPostgres(url);
  await using second = openPostgres(url);

  const done = await Promise.all([migrate(first), migrate(second)]);

  const versions = (await readMigrations()).map(({ version }) => version);
  assert.deepEqual(done.flat().toSorted(), versions);
});

Deno.test("a migration that loses its server is told as away and leaves nothing", async () => {
  const server = databases.server();
  await using database = openPostgres(await databases.emptyDatabase());
  const [first] = await readMigrations();
  assert.ok(first);
  const slow = await migrationOf(
    1,
    "slow",
    `${first.script}; select pg_sleep(30)`,
  );
  const away = assert.rejects(migrate(database, [slow]), (e) => isAway(e));
  // Only once it waits has it made all the tables.
  await untilItSleeps(database);

  await server.crash();
  await away;
  await server.restart();

  const tables = await database`
    select relname from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  assert.deepEqual(tables, []);
});

Deno.test("a checkout's line ends do not change a migration", async () => {
  const unix = await migrationOf(1, "a", "select 1;\nselect 2;\n");
  const windows = await migrationOf(1, "a", "select 1;\r\nselect 2;\r\n");

  assert.deepEqual(windows, unix);
});

Deno.test("migration files are numbered without a gap", async () => {
  await using directory = await tempDirectory();
  const folder = pathToFileURL(`${directory.path}/`);
  const write = (name: string) =>
    Deno.writeTextFile(join(directory.path, name), "select 1");

  await write("000001_first.sql");
  await write("000002_second.sql");
  const read = await readMigrations(folder);
  await write("000004_fourth.sql");

  assert.deepEqual(read.map(({ version, name }) => [version, name]), [
    [1, "first"],
    [2, "second"],
  ]);
  await assert.rejects(readMigrations(folder), /"000004_fourth.sql": number 3/);
});

async function untilItSleeps(database: Database): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const sleeping = await database`
      select 1 from pg_stat_activity
      where wait_event = 'PgSleep' and datname = current_database()`;
    if (sleeping.length > 0) return;
    assert.ok(Date.now() < deadline, "the migration never got that far");
  }
}
