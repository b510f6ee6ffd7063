import { strict as assert } from "node:assert";
import { basename, join } from "node:path";
import { Backups, type BackupsOptions } from "@/backup/backups.ts";
import { verifyBackupFile } from "@/backup/format/backup_file.ts";
import { listBackups } from "@/backup/kept_backups.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import type { Database } from "@/db/pg/sql.ts";
import { openWriting, SECRET } from "@/tests/helpers/backups.ts";
import { copyStore } from "@/host/kv_care/copy_store.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

let database: Database;
Deno.test.beforeAll(async () => {
  database = await openPglite(undefined);
});
Deno.test.afterAll(() => database.end());

/** A data folder with a live store, and the backups of a server on it. */
async function serverOf(changes: Partial<BackupsOptions> = {}) {
  const opened = new AsyncDisposableStack();
  const folder = opened.use(await tempDirectory());
  const writing = opened.use(await openWriting(folder.path));
  await writing.act({ step: "session", agent: 1 });
  const clock = { now: new Date(2026, 5, 10, 3, 16) };
  const failures: unknown[] = [];
  const backups = opened.use(
    new Backups({
      dataDir: folder.path,
      program: "1.2.3",
      copyStore: (from, to) => copyStore(folder.path, from, to),
      secret: SECRET,
      history: () => ({ engine: "pglite", database }),
      daily: { hour: 3, minute: 17 },
      diskIsLow: () => false,
      now: () => clock.now,
      onFailure: (error) => failures.push(error),
      ...changes,
    }),
  );
  return {
    backups,
    clock,
    failures,
    dataDir: folder.path,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

Deno.test("Backups makes one each day and keeps seven, apart from those that were asked for", async () => {
  await using server = await serverOf();
  const { backups, clock, dataDir } = server;
  await backups.make({ withAgents: false });

  for (let day = 11; day < 20; day++) {
    clock.now = new Date(2026, 5, day, 3, 17);
    await backups.look();
    await backups.look();
  }

  const kept = await listBackups(dataDir);
  const kinds = kept.map(({ kind }) => kind);
  assert.deepEqual(kinds, [...Array(7).fill("nightly"), "manual"]);
  assert.deepEqual(kept[0]?.at, clock.now);
  assert.deepEqual(backups.state, {
    last_at: clock.now.toISOString(),
    last_error: null,
  });
  const { live } = await verifyBackupFile(kept[0]?.path ?? "", {
    secret: SECRET,
  });
  assert.deepEqual(live, {
    seq: 1,
    records: { active_session: 1, event: 1, head: 1, session: 1 },
  });
});

Deno.test("Backups knows the newest one after a restart, and clears what a killed one left", async () => {
  await using server = await serverOf();
  const made = await server.backups.make({ withAgents: false });
  const left = join(server.dataDir, "backups", "nightly-x.vamp.unfinished");
  await Deno.writeTextFile(left, "half");
  const parts = join(server.dataDir, "backup.unfinished");
  await Deno.mkdir(parts);
  await Deno.writeTextFile(join(parts, "live"), "half");
  server.clock.now = new Date(2026, 5, 10, 3, 18);

  await using again = new Backups({
    dataDir: server.dataDir,
    program: "1.2.3",
    copyStore: (from, to) => copyStore(server.dataDir, from, to),
    secret: undefined,
    history: () => undefined,
    daily: undefined,
    diskIsLow: () => false,
    now: () => server.clock.now,
    onFailure: () => {},
  });
  await again.look();
  await again[Symbol.asyncDispose]();
  await assert.rejects(Deno.stat(parts), Deno.errors.NotFound);
  await server.backups.make({ withAgents: false });

  assert.equal(again.state.last_at, made.created_at);
  await assert.rejects(Deno.stat(left), Deno.errors.NotFound);
});

Deno.test("Backups tells a failure and goes on: the next one is made", async () => {
  let broken = true;
  await using server = await serverOf({
    copyStore: async (from, to) => {
      if (broken) throw new Error("Cannot copy: the disk is full");
      await Deno.copyFile(from, to);
    },
  });

  await assert.rejects(server.backups.make({ withAgents: false }), {
    message: "Cannot copy: the disk is full",
  });

  assert.equal(server.failures.length, 1);
  assert.deepEqual(server.backups.state, {
    last_at: null,
    last_error: {
      at: server.clock.now.toISOString(),
      message: "Cannot copy: the disk is full",
    },
  });
  const names = await Array.fromAsync(
    Deno.readDir(server.dataDir),
    (e) => e.name,
  );
  assert.ok(!names.includes("backup.unfinished"));
  broken = false;
  await server.backups.make({ withAgents: false });
  assert.equal(server.backups.state.last_error, null);
});

Deno.test("Backups refuses while the history is away, and says so", async () => {
  await using server = await serverOf({ history: () => undefined });

  await assert.rejects(server.backups.make({ withAgents: false }), {
    message: "Cannot back up: the history is not open right now",
  });
});

Deno.test("Backups leaves a disk with little room alone", async () => {
  await using server = await serverOf({ diskIsLow: () => true });

  await assert.rejects(server.backups.make({ withAgents: false }), {
    message: "Cannot back up: the disk has too little room",
  });
});

Deno.test("Backups gives up the one under way when the server stops", async () => {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  await using server = await serverOf({
    copyStore: async (from, to) => {
      reached.resolve();
      await go.promise;
      await Deno.copyFile(from, to);
    },
  });
  const making = server.backups.make({ withAgents: false });
  await reached.promise;

  const stopped = server.backups[Symbol.asyncDispose]();
  go.resolve();

  await assert.rejects(making, /the server is stopping/);
  await stopped;
  const folder = join(server.dataDir, "backups");
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  assert.deepEqual(server.failures, []);
});

Deno.test("Backups has one before the tables change, under a name that says so", async () => {
  await using server = await serverOf({ history: () => undefined });
  await server.backups.beforeMigration({ engine: "pglite", database });

  const [kept] = await listBackups(server.dataDir);
  assert.ok(kept && basename(kept.path).startsWith("migration-"));
});
