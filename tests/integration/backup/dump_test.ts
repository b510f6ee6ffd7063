import { strict as assert } from "node:assert";
import { join } from "node:path";
import { Backups } from "@/backup/backups.ts";
import { verifyBackupFile } from "@/backup/format/backup_file.ts";
import { listBackups } from "@/backup/kept_backups.ts";
import { makeBackup } from "@/backup/make_backup.ts";
import { restoreBackup } from "@/backup/restore_backup.ts";
import {
  readRestoreMarker,
  writeRestoreMarker,
} from "@/backup/restore_marker.ts";
import { readHead } from "@/db/pg/history_head.ts";
import { migrate } from "@/db/pg/migrate.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import {
  backupSource,
  dumpedHistory,
  openWriting,
  pgPrograms,
  restoreTarget,
  SECRET,
} from "@/tests/helpers/backups.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const databases = databasesForFile();
const PLAIN = { secret: undefined };

/** A little work on Postgres, and an empty folder and database to restore to. */
async function dumped() {
  const opened = new AsyncDisposableStack();
  const folder = opened.use(await tempDirectory());
  const target = opened.use(await tempDirectory());
  const source = opened.use(await databases.open("postgres"));
  const writing = opened.use(await openWriting(folder.path));
  await writing.act({ step: "session", agent: 1 });
  await writing.act({ step: "create", agent: 1 });
  await writing.drain(source);
  const history = await dumpedHistory(source, databases.server());
  const url = await databases.emptyDatabase();
  const path = join(folder.path, "a.vamp");
  return {
    folder: folder.path,
    dataDir: target.path,
    path,
    source,
    history,
    writing,
    url,
    make: (changes: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
      makeBackup(
        backupSource(folder.path, source, { history, ...changes }),
        path,
      ),
    target: restoreTarget(target.path, url, await pgPrograms("pg_restore")),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}

/** Tables that are there, with a rule of somebody on one of them. */
async function tablesWith(url: string, rule: string): Promise<Database> {
  const theirs = openPostgres(url);
  await migrate(theirs);
  await theirs.exec(`
    create function meddle() returns trigger language plpgsql as $$ begin ${rule} end $$;
    create trigger meddle before insert on sessions
      for each row execute function meddle()`);
  return theirs;
}

Deno.test("pg_dump gets the password by its environment, and nothing of ours", async () => {
  await using it = await dumped();
  const { dump } = it.history;
  const [real] = dump?.programs ?? [];
  const script = join(it.folder, "pg_dump");
  await Deno.writeTextFile(
    script,
    `#!/bin/sh\necho "$@" >${it.folder}/args\nenv >${it.folder}/env\n` +
      `exec ${real?.path} "$@"\n`,
  );
  await Deno.chmod(script, 0o755);
  const url = dump?.url.replace("//vamp@", "//vamp:hidden-word@") ?? "";
  const programs = [{ path: script, major: real?.major ?? 0 }];
  const history = await dumpedHistory(it.source, databases.server(), {
    url,
    programs,
  });

  await it.make({ history });

  const args = await Deno.readTextFile(join(it.folder, "args"));
  assert.match(args, /--format=custom .*--no-owner --no-privileges /);
  assert.doesNotMatch(args, /hidden-word|history_head/);
  const env = await Deno.readTextFile(join(it.folder, "env"));
  assert.match(env, /^PGPASSWORD=hidden-word$/m);
  assert.doesNotMatch(env, /^(HOME|DENO_DIR|TMPDIR)=/m);
});

Deno.test("a database's other tables are not in the dump", async () => {
  await using it = await dumped();
  await it.source.exec(
    "create table others (id int); insert into others values (1)",
  );

  await it.make();
  await restoreBackup(it.path, PLAIN, it.target);

  await using restored = openPostgres(it.url);
  const [row] = await restored`select to_regclass('others') as there`;
  assert.deepEqual(row, { there: null });
});

Deno.test("without a pg_dump that fits the rows are exported, or the backup is refused as configured", async () => {
  await using it = await dumped();
  const old = [{ path: "/usr/lib/postgresql/9/bin/pg_dump", major: 9 }];
  const history = (method: "auto" | "pg_dump") =>
    dumpedHistory(it.source, databases.server(), { method, programs: old });

  const made = await it.make({ history: await history("auto") });

  assert.equal(made.history?.dump, undefined);
  assert.ok(made.parts.some(({ name }) => name === "history/events"));
  await Deno.remove(it.path);
  await assert.rejects(it.make({ history: await history("pg_dump") }), {
    code: "pg_dump_unfit",
    message: /none of version \d+ or newer is here; .*BACKUP_METHOD=export/,
  });
  assert.ok(!(await namesIn(it.folder)).includes("a.vamp"));
});

Deno.test("a pg_dump that fails leaves no file and says why", async () => {
  await using it = await dumped();
  const history = await dumpedHistory(it.source, databases.server(), {
    url: "postgres://vamp@127.0.0.1:1/none",
  });

  const making = it.make({ history });

  await assert.rejects(making, {
    code: "pg_dump_failed",
    message: /pg_dump ended with 1: .*Connection refused/,
  });
  const left = (await namesIn(it.folder)).filter((name) =>
    !name.startsWith("live.sqlite3")
  );
  assert.deepEqual(left, []);
});

Deno.test("what pg_dump made is refused by the embedded engine, and without pg_restore", async () => {
  await using it = await dumped();
  await it.make();

  await assert.rejects(
    restoreBackup(it.path, PLAIN, restoreTarget(it.dataDir)),
    { code: "needs_postgres", message: /BACKUP_METHOD=export/ },
  );
  await assert.rejects(
    restoreBackup(it.path, PLAIN, restoreTarget(it.dataDir, it.url)),
    { code: "pg_restore_unfit", message: /BACKUP_METHOD=export/ },
  );

  assert.deepEqual(await namesIn(it.dataDir), []);
});

Deno.test("a dumped backup that is encrypted, cut off or altered is told apart before anything is touched", async () => {
  await using it = await dumped();
  await it.make({ secret: SECRET });
  const whole = await Deno.readFile(it.path);
  const restore = (secret: string | undefined) =>
    restoreBackup(it.path, { secret }, it.target);

  await assert.rejects(restore(undefined), { code: "key_missing" });
  await assert.rejects(restore(`${SECRET}!`), { code: "key_wrong" });
  await Deno.writeFile(it.path, whole.subarray(0, whole.length - 9));
  await assert.rejects(restore(SECRET), { code: "backup_truncated" });
  const altered = whole.slice();
  altered[whole.length - 40] = (altered[whole.length - 40] ?? 0) ^ 1;
  await Deno.writeFile(it.path, altered);
  await assert.rejects(restore(SECRET), { code: "backup_altered" });

  assert.deepEqual(await namesIn(it.dataDir), []);
  await Deno.writeFile(it.path, whole);
  await restore(SECRET);
});

Deno.test("a pg_restore that fails leaves no rows, no files and no mark", async () => {
  await using it = await dumped();
  await using theirs = await tablesWith(
    it.url,
    "raise exception 'no room';",
  );
  await it.make();

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, {
    code: "pg_restore_failed",
    message: /no room/,
  });
  assert.deepEqual(await namesIn(it.dataDir), []);
  assert.deepEqual(await theirs`select * from events`, []);
});

Deno.test("rows of a dump that do not read back as they were are taken back", async () => {
  await using it = await dumped();
  await using theirs = await tablesWith(
    it.url,
    "new.name = 'other'; return new;",
  );
  await it.make();

  const restoring = restoreBackup(it.path, PLAIN, it.target);

  await assert.rejects(restoring, {
    code: "restore_differs",
    message: /history\/sessions/,
  });
  assert.deepEqual(await theirs`select * from sessions`, []);
  assert.equal(await readHead(theirs), 0);
  assert.deepEqual(await namesIn(it.dataDir), []);
});

Deno.test("a restore of a dump that was interrupted after its rows is finished by the same one again", async () => {
  await using it = await dumped();
  const manifest = await it.make();
  await restoreBackup(it.path, PLAIN, it.target);
  // As a kill leaves it before the history's end is noted.
  await using restored = openPostgres(it.url);
  await restored.exec("update history_head set seq = 0");
  await writeRestoreMarker(it.dataDir, { backup: manifest.id, at: AT });
  await Deno.remove(join(it.dataDir, "live.sqlite3"));

  await restoreBackup(it.path, PLAIN, it.target);

  assert.equal(await readRestoreMarker(it.dataDir), undefined);
  assert.equal(await readHead(restored), 2);
  using kept = await openWriting(it.dataDir);
  assert.deepEqual(kept.fleet(), it.writing.fleet());
});

Deno.test("a dump under a writer that keeps writing has the rows of one moment", async () => {
  await using it = await dumped();
  let stop = false;
  const work = (async () => {
    for (let n = 2; !stop; n++) {
      await it.writing.act({ step: "session", agent: n });
      await it.writing.drain(it.source);
    }
  })();

  const first = await it.make();
  const manifest = await it.make();
  stop = true;
  await work;
  // It compares every table with what the manifest says.
  await restoreBackup(it.path, PLAIN, it.target);

  assert.ok((first.history?.seq ?? 0) < (manifest.history?.seq ?? 0));
  await using restored = openPostgres(it.url);
  const [row] = await restored`select count(*) as n from events`;
  assert.deepEqual(row, { n: manifest.history?.seq });
});

Deno.test("the nightly backup is taken by pg_dump, too", async () => {
  await using it = await dumped();
  const now = new Date(2026, 5, 10, 3, 17);
  await using backups = new Backups({
    dataDir: it.folder,
    program: "1.2.3",
    copyStore: backupSource(it.folder, it.source).copyStore,
    secret: SECRET,
    history: () => it.history,
    daily: { hour: 3, minute: 17 },
    diskIsLow: () => false,
    now: () => now,
    onFailure: () => {},
  });

  await backups.look();

  const [kept] = await listBackups(it.folder);
  assert.equal(kept?.kind, "nightly");
  const { history } = await verifyBackupFile(kept.path, { secret: SECRET });
  assert.ok(history?.dump);
});
