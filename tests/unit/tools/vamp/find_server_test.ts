import assert from "node:assert/strict";
import { join } from "node:path";
import { lockDataFolder } from "@/host/data_lock.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { findServer } from "@/tools/vamp/find_server.ts";

const ADDRESS = "http://127.0.0.1:4999";

/** A data folder as a server leaves it; the lock is held until it is let go. */
async function dataFolder(folder: string) {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "token"), "kept-token\n");
  const locked = await lockDataFolder(folder, {
    pid: Deno.pid,
    started_at: "2026-01-01T00:00:00.000Z",
    address: ADDRESS,
    instance_id: "x",
  });
  assert.ok(locked.ok);
  return locked.lock;
}

Deno.test("the server that holds the data folder is found with its token", async () => {
  await using root = await tempDirectory();
  using _lock = await dataFolder(join(root.path, "data"));

  const found = await findServer({ root: root.path, env: {} });

  assert.deepEqual(found, { ok: true, url: ADDRESS, token: "kept-token" });
});

Deno.test("so is the demo's, below the data folder that .env names", async () => {
  await using root = await tempDirectory();
  await Deno.writeTextFile(join(root.path, ".env"), "DATA_DIR=elsewhere\n");
  using _lock = await dataFolder(join(root.path, "elsewhere", "demo"));

  const found = await findServer({ root: root.path, env: {} });

  assert.deepEqual(found, { ok: true, url: ADDRESS, token: "kept-token" });
});

Deno.test("a server that has ended is not found, however it left its files", async () => {
  await using root = await tempDirectory();
  const lock = await dataFolder(join(root.path, "data"));
  lock[Symbol.dispose]();

  const found = await findServer({ root: root.path, env: {} });

  assert.ok(!found.ok);
  assert.match(found.problem, /Cannot find a server/);
});

Deno.test("the environment names a server anywhere, and another's token is not sent there", async () => {
  await using root = await tempDirectory();
  using _lock = await dataFolder(join(root.path, "data"));
  const other = "https://vamp.example.com";

  const named = await findServer({
    root: root.path,
    env: { VAMP_URL: other, AUTH_TOKEN: "theirs" },
  });
  const unsigned = await findServer({
    root: root.path,
    env: { VAMP_URL: other },
  });
  const wrong = await findServer({ root: root.path, env: { VAMP_URL: "x" } });

  assert.deepEqual(named, { ok: true, url: other, token: "theirs" });
  assert.ok(!unsigned.ok && /AUTH_TOKEN is not set/.test(unsigned.problem));
  assert.ok(!wrong.ok && /it takes an http/.test(wrong.problem));
});
