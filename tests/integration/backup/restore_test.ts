import { strict as assert } from "node:assert";
import { join } from "node:path";
import { TABLES } from "@/backup/history/tables.ts";
import { makeBackup } from "@/backup/make_backup.ts";
import { restoreBackup } from "@/backup/restore_backup.ts";
import {
  readRestoreMarker,
  writeRestoreMarker,
} from "@/backup/restore_marker.ts";
import { readHead } from "@/db/pg/history_head.ts";
import { migrate } from "@/db/pg/migrate.ts";
import { migrationOf, readMigrations } from "@/db/pg/migration_files.ts";
import { isBehind } from "@/db/pg/open_history.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { backupSource, openWriting } from "@/tests/helpers/backups.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { restoreDrill } from "@/tests/helpers/restore_drill.ts";

const databases = databasesForFile();
const drill = () => restoreDrill(databases);
const PLAIN = { secret: undefined };

async function namesIn(folder: string): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}

async function countTables(url: string): Promise<number> {
  await using database = openPostgres(url);
  const [row] = await database<{ n: number }>`
    select count(*) as n from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  return row?.n ?? 0;
}

Deno.test("every table of the history is backed up, and none counts by itself", async () => {
  await using database = await databases.open("postgres");

  const tables = await database<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname <> 'schema_migrations' order by relname`;
  const sequences = await database`select from pg_class where relkind = 'S'`;

  assert.deepEqual(tables.map(({ name }) => name), TABLES);
  // A backup would lose where a sequence stands.
  assert.equal(sequences.length, 0);
});

Deno.test("a database's other tables are left alone", async () => {
  await using it = await drill();
  await it.source.exec(
    "create table others (id int); insert into others values (1)",
  );
  const path = join(it.folder, "b.vamp");

  const made = await makeBackup(backupSource(it.folder, it.source), path);

  assert.ok(!made.parts.some(({ name }) => name.includes("others")));
  await restoreBackup(path, PLAIN, it.target);
});

for (const left of ["live.sqlite3", "live_copies", "history", "agents"]) {
  Deno.test(`a restore into a folder with ${left} is refused and changes nothing`, async () => {
    await using it = await drill();
    await Deno.writeTextFile(join(it.dataDir, left), "theirs");

    const restoring = restoreBackup(it.path, PLAIN, it.target);

    await assert.rejects(restoring, { code: "target_not_empty" });
    assert.deepEqual(await namesIn(it.dataDir), [left]);
    assert.equal(await Deno.readTextFile(join(it.dataDir, left)), "theirs");
    assert.equal(await countTables(it.url), 0);
  });
}

Deno.test("a restore into a database with rows is refused and changes nothing", async () => {
  await using it = await drill();
  await using theirs = openPostgres(it.url);
  await migrate(theirs);
  await theirs.exec("insert into texts values ('b', 'theirs')");

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, { code: "target_not_empty" });
  assert.deepEqual(await namesIn(it.dataDir), []);
  assert.deepEqual(await theirs`select * from texts`, [
    { blob: "b", body: "theirs" },
  ]);
});

Deno.test("a restore into tables that are there and empty goes through", async () => {
  await using it = await drill();
  await using theirs = openPostgres(it.url);
  await migrate(theirs);

  await restoreBackup(it.path, PLAIN, it.target);

  assert.equal(await readHead(theirs), 2);
});

Deno.test("a damaged file is refused before anything is touched", async () => {
  await using it = await drill();
  const bytes = await Deno.readFile(it.path);
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  await Deno.writeFile(it.path, bytes);

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, { code: "backup_altered" });
  assert.deepEqual(await namesIn(it.dataDir), []);
  assert.equal(await countTables(it.url), 0);
});

Deno.test("a restore that fails halfway leaves no rows and no files", async () => {
  await using it = await drill();
  await using theirs = openPostgres(it.url);
  await migrate(theirs);
  await theirs.exec(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no room'; end $$;
    create trigger refuse before insert on sessions
      for each row execute function refuse()`);

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, /no room/);
  assert.deepEqual(await namesIn(it.dataDir), []);
  assert.deepEqual(await theirs`select * from events`, []);
});

Deno.test("a table that does not read back as it was is not restored", async () => {
  await using it = await drill();
  await using theirs = openPostgres(it.url);
  await migrate(theirs);
  await theirs.exec(`
    create function change() returns trigger language plpgsql as
      $$ begin new.name = 'other'; return new; end $$;
    create trigger change before insert on sessions
      for each row execute function change()`);

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, {
    code: "restore_differs",
    message: /history\/sessions/,
  });
  assert.deepEqual(await theirs`select * from sessions`, []);
});

Deno.test("a restore that was interrupted between its halves is finished by the same one again", async () => {
  await using it = await drill();
  await restoreBackup(it.path, PLAIN, it.target);
  // As a kill leaves it after the database's half.
  await writeRestoreMarker(it.dataDir, { backup: it.manifest.id, at: AT });
  await Deno.remove(join(it.dataDir, "live.sqlite3"));

  await restoreBackup(it.path, PLAIN, it.target);

  assert.equal(await readRestoreMarker(it.dataDir), undefined);
  assert.deepEqual(await namesIn(it.dataDir), ["live.sqlite3"]);
  using kept = await openWriting(it.dataDir);
  assert.deepEqual(kept.fleet(), it.writing.fleet());
});

Deno.test("an interrupted restore is not finished with another backup, nor over other rows", async () => {
  await using it = await drill();
  await restoreBackup(it.path, PLAIN, it.target);
  await writeRestoreMarker(it.dataDir, { backup: it.manifest.id, at: AT });
  const other = join(it.folder, "other.vamp");
  await makeBackup(backupSource(it.folder, it.source), other);

  await assert.rejects(restoreBackup(other, PLAIN, it.target), {
    code: "restore_incomplete",
  });
  await using database = openPostgres(it.url);
  await database.exec("update sessions set name = 'changed'");
  await assert.rejects(restoreBackup(it.path, PLAIN, it.target), {
    code: "restore_differs",
  });

  assert.equal(
    (await readRestoreMarker(it.dataDir))?.backup,
    it.manifest.id,
  );
});

Deno.test("a backup of tables that this program does not know is refused", async () => {
  await using it = await drill();
  const known = await readMigrations();
  const next = await migrationOf(known.length + 1, "next", "select 1");
  await migrate(it.source, [...known, next]);
  const path = join(it.folder, "newer.vamp");
  await makeBackup(backupSource(it.folder, it.source), path);

  const restoring = restoreBackup(path, PLAIN, it.target);

  await assert.rejects(restoring, { code: "history_unknown" });
  assert.deepEqual(await namesIn(it.dataDir), []);
});

Deno.test("a history is behind when it has tables of an older version", async () => {
  await using empty = openPostgres(await databases.emptyDatabase());
  await using current = await databases.open("postgres");
  const known = await readMigrations();
  const next = await migrationOf(known.length + 1, "next", "select 1");

  assert.equal(await isBehind(empty), false);
  assert.equal(await isBehind(current), false);
  assert.equal(await isBehind(current, [...known, next]), true);
});

Deno.test("a folder that no server has used cannot be backed up", async () => {
  await using folder = await tempDirectory();
  const path = join(folder.path, "a.vamp");

  const making = makeBackup(backupSource(folder.path, undefined), path);

  await assert.rejects(making, { code: "nothing_to_back_up" });
  assert.deepEqual(await namesIn(folder.path), []);
});

/** Whether every place of the log is in one of the two. */
async function isGapFree(history: Database, kv: Deno.Kv): Promise<boolean> {
  const head = await readHead(history);
  const [{ n } = { n: -1 }] = await history<{ n: number }>`
    select count(*) as n from events where seq <= ${head}`;
  let next = head + 1;
  const end = (await kv.get<{ seq: number }>(["head"])).value?.seq ?? 0;
  const later = kv.list({ prefix: ["event"], start: ["event", next] });
  for await (const { key } of later) if (key[1] === next) next++;
  return n === head && next === end + 1;
}

Deno.test("a backup under a writer that keeps writing has every event of one moment", async () => {
  await using it = await drill();
  let stop = false;
  let written = 0;
  const work = (async () => {
    for (let n = 2; !stop; n++) {
      await it.writing.act({ step: "session", agent: n });
      if (n % 20 === 0) await it.writing.drain(it.source);
      written++;
    }
  })();

  const manifests = [];
  for (let n = 0; n < 3; n++) {
    const path = join(it.folder, `busy-${n}.vamp`);
    manifests.push(await makeBackup(backupSource(it.folder, it.source), path));
  }
  stop = true;
  await work;
  await restoreBackup(join(it.folder, "busy-2.vamp"), PLAIN, it.target);

  const seqs = manifests.map(({ live }) => live?.seq ?? 0);
  assert.ok(written > 10 && (seqs[0] ?? 0) < (seqs[2] ?? 0), String(seqs));
  await using history = openPostgres(it.url);
  using kept = await openWriting(it.dataDir);
  assert.equal(kept.fleet().seq, seqs[2]);
  assert.ok(await isGapFree(history, kept.kv));
});

Deno.test("rows that are longer than a batch are backed up and restored", async () => {
  await using it = await drill();
  await it.source.exec(`
    insert into texts select 'big-' || n, repeat(md5(n::text), 65536)
    from generate_series(1, 5) as n`);
  const path = join(it.folder, "big.vamp");
  await makeBackup(backupSource(it.folder, it.source), path);

  await restoreBackup(path, PLAIN, it.target);

  await using history = openPostgres(it.url);
  const rows = await history`
    select blob, md5(body) as hash, length(body) as length
    from texts order by blob`;
  const sources = await it.source`
    select blob, md5(body) as hash, length(body) as length
    from texts order by blob`;
  assert.equal(rows.length, 5);
  assert.deepEqual(rows, sources);
});
