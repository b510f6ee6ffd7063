import { strict as assert } from "node:assert";
import { join } from "node:path";
import { verifyBackupFile } from "@/backup/format/backup_file.ts";
import { writeRestoreMarker } from "@/backup/restore_marker.ts";
import { makeBackup } from "@/backup/make_backup.ts";
import { lockDataFolder } from "@/host/data_lock.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { startPostgres } from "@/tests/helpers/pg_server.ts";
import { backupSource, openWriting, SECRET } from "@/tests/helpers/backups.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  collect,
  spawnVamp,
  startVamp,
  TEST_TOKEN,
  until,
} from "@/tests/helpers/vamp_server.ts";

/** Runs `deno task backup` or `restore` as a person does, from another folder. */
async function run(
  task: "backup" | "restore",
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", task, ...args],
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: "/nonexistent",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      NO_COLOR: "1",
      AUTH_TOKEN: TEST_TOKEN,
      ...env,
    },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

type HealthBody = {
  readonly seq: number;
  readonly history: { readonly state: string };
  readonly backup: { readonly last_at: string | null };
};

Deno.test("a running server backs itself up when it is asked, and starts on what is restored", async () => {
  await using folder = await tempDirectory();
  await using other = await tempDirectory();
  const env = { ENCRYPTION_KEY: SECRET };
  const dataDir = join(folder.path, "data");
  const file = join(folder.path, "out.vamp");
  {
    await using server = await startVamp("start", dataDir, env);
    const created = await server.api("/api/sessions", {
      method: "POST",
      body: JSON.stringify({ name: "kept work" }),
    });
    assert.equal(created.status, 201);
    const health = async () =>
      await (await server.api("/api/health")).json() as HealthBody;
    await until(
      async () => (await health()).history.state === "healthy" || undefined,
      "the history did not open",
      60_000,
    );

    const made = await run("backup", ["--out", file], {
      ...env,
      DATA_DIR: dataDir,
    });

    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /out\.vamp \(.+, verified\)/);
    assert.equal(made.err, "");
    const { backup } = await health();
    assert.ok(backup.last_at);
    const refused = await run("restore", [file], { ...env, DATA_DIR: dataDir });
    assert.equal(refused.code, 3);
    assert.match(refused.err, /^data_dir_held: /);
  }
  const manifest = await verifyBackupFile(file, { secret: SECRET });
  assert.ok((manifest.live?.seq ?? 0) > 0 && manifest.history);

  const target = join(other.path, "data");
  const restored = await run("restore", [file], { ...env, DATA_DIR: target });

  assert.equal(restored.code, 0, restored.err);
  await using again = await startVamp("start", target, env);
  const answer = await again.api("/api/sessions");
  const { items } = await answer.json();
  assert.deepEqual(items.map(({ name }: { name: string }) => name), [
    "kept work",
  ]);
});

Deno.test("a server and a tool with a Postgres may run pg_dump and pg_restore, and do", async () => {
  await using folder = await tempDirectory();
  await using postgres = await startPostgres();
  {
    await using database = openPostgres(postgres.url("postgres"));
    await database.exec("create database first");
    await database.exec("create database second");
  }
  const dataDir = join(folder.path, "data");
  const env = { DATABASE_URL: postgres.url("first") };
  const running = join(folder.path, "running.vamp");
  const stopped = join(folder.path, "stopped.vamp");
  {
    await using server = await startVamp("start", dataDir, env);
    await until(async () => {
      const health = await (await server.api("/api/health")).json();
      return (health as HealthBody).history.state === "healthy" || undefined;
    }, "the history did not open");

    const made = await run("backup", ["--out", running], {
      ...env,
      DATA_DIR: dataDir,
    });

    assert.equal(made.code, 0, made.err);
  }
  const made = await run("backup", ["--out", stopped], {
    ...env,
    DATA_DIR: dataDir,
  });
  assert.equal(made.code, 0, made.err);
  for (const path of [running, stopped]) {
    const { history } = await verifyBackupFile(path, { secret: undefined });
    assert.ok(history?.dump, path);
  }

  const refused = await run("restore", [running], {
    DATA_DIR: join(folder.path, "embedded"),
  });
  const restored = await run("restore", [running], {
    DATABASE_URL: postgres.url("second"),
    DATA_DIR: join(folder.path, "other"),
  });

  assert.equal(refused.code, 1);
  assert.match(refused.err, /^needs_postgres: .+\n$/);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /rows, from postgres by pg_dump\n/);
});

Deno.test("a stopped server is backed up, checked and refused by its tools, each in one line", async () => {
  await using folder = await tempDirectory();
  const env = { DATA_DIR: folder.path };
  {
    using writing = await openWriting(folder.path);
    await writing.act({ step: "session", agent: 1 });
  }

  const made = await run("backup", [], env);

  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /not encrypted: ENCRYPTION_KEY is not set/);
  const [path = ""] = made.out.split(" (");
  const { mode } = await Deno.stat(path);
  assert.equal((mode ?? 0) & 0o777, 0o600);
  const checked = await run("restore", [path, "--check"], env);
  assert.equal(checked.code, 0, checked.err);
  assert.match(checked.out, /Live store: up to event 1\nHistory: none/);
  const cases = [
    [[path], {}, 1, /^target_not_empty: .+\n$/],
    [[path, "--check"], { ENCRYPTION_KEY: SECRET }, 1, /^not_encrypted: .+\n$/],
    [[`${path}x`], {}, 1, /^backup_missing: .+\n$/],
    [[], {}, 2, /^Cannot restore: one file has to be named .+\n$/],
    [[path, "--force"], {}, 2, /^Unknown option '--force'.+\n$/],
  ] as const;
  for (const [args, more, code, line] of cases) {
    const refused = await run("restore", args, { ...env, ...more });
    assert.equal(refused.code, code);
    assert.match(refused.err, line);
  }
});

Deno.test("no server starts on a half restored folder", async () => {
  await using folder = await tempDirectory();
  await writeRestoreMarker(folder.path, { backup: "b1", at: AT });

  const child = spawnVamp("start", { DATA_DIR: folder.path, API_PORT: "0" });
  const output = collect(child);
  const { code } = await child.status;
  await output.ended;

  assert.equal(code, 2);
  assert.match(output.text(), /restore_incomplete: .*backup b1/);
});

Deno.test("a tool's hold on a folder leaves the server's mark for the next start", async () => {
  await using folder = await tempDirectory();
  const server = {
    pid: 1,
    started_at: AT,
    address: "http://127.0.0.1:4005",
    instance_id: "the-server",
  };
  const first = await lockDataFolder(folder.path, server);
  assert.ok(first.ok);
  first.lock[Symbol.dispose]();

  const tool = { ...server, address: "tool", instance_id: "the-tool" };
  const second = await lockDataFolder(folder.path, tool, { forTool: true });
  assert.ok(second.ok);
  second.lock[Symbol.dispose]();

  const third = await lockDataFolder(folder.path, server);
  assert.ok(third.ok);
  using _third = third.lock;
  assert.equal(third.lock.previous?.instance_id, "the-server");
  assert.equal(third.lock.previous?.address, "tool");
});

Deno.test("a backup takes the agents' configuration only when asked", async () => {
  await using folder = await tempDirectory();
  {
    using writing = await openWriting(folder.path);
    await writing.act({ step: "session", agent: 1 });
  }
  const config = join(folder.path, "agents", "a1", "config");
  await Deno.mkdir(config, { recursive: true });
  await Deno.writeTextFile(join(config, ".claude.json"), "{}");

  const without = await makeBackup(
    backupSource(folder.path, undefined),
    join(folder.path, "a.vamp"),
  );
  const made = await makeBackup(
    backupSource(folder.path, undefined, { withAgents: true }),
    join(folder.path, "b.vamp"),
  );

  assert.deepEqual(without.parts.map(({ name }) => name), ["live"]);
  assert.deepEqual(made.parts.map(({ name }) => name), ["live", "agents"]);
});
