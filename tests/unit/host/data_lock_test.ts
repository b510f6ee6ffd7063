import { strict as assert } from "node:assert";
import { type Holder, lockDataFolder } from "@/host/data_lock.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

function holder(pid: number): Holder {
  return {
    pid,
    started_at: "2026-01-02T03:04:05.678Z",
    address: "http://127.0.0.1:4005",
    instance_id: `instance-${pid}`,
  };
}

/** A process of its own that holds the folder until it is killed. */
async function startHolder(folder: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--quiet",
      "tests/fixtures/programs/lock_holder.ts",
      folder,
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  assert.equal(new TextDecoder().decode(value).trim(), "held");
  return {
    pid: process.pid,
    async kill() {
      process.kill("SIGKILL");
      await process.status;
      await reader.cancel();
    },
  };
}

Deno.test("a data folder has one holder, and who asks second learns who that is", async () => {
  await using folder = await tempDirectory();

  const first = await lockDataFolder(folder.path, holder(1));
  const second = await lockDataFolder(folder.path, holder(2));

  assert.ok(first.ok);
  using _lock = first.lock;
  assert.equal(first.lock.previous, undefined);
  assert.deepEqual(second, { ok: false, holder: holder(1) });
});

Deno.test("a folder that was given back is free, and its last holder is known", async () => {
  await using folder = await tempDirectory();
  const first = await lockDataFolder(folder.path, holder(1));
  assert.ok(first.ok);

  first.lock[Symbol.dispose]();
  const second = await lockDataFolder(folder.path, holder(2));

  assert.ok(second.ok);
  using lock = second.lock;
  assert.deepEqual(lock.previous, holder(1));
});

Deno.test("another process that holds the folder is named, and once it was killed the folder is free", async () => {
  await using folder = await tempDirectory();
  const other = await startHolder(folder.path);

  const refused = await lockDataFolder(folder.path, holder(2));
  await other.kill();
  const taken = await lockDataFolder(folder.path, holder(2));

  assert.ok(!refused.ok && refused.holder?.pid === other.pid);
  assert.ok(taken.ok);
  using lock = taken.lock;
  assert.equal(lock.previous?.pid, other.pid);
});

Deno.test("what is not a holder's note names nobody, and keeps nobody out", async () => {
  await using folder = await tempDirectory();
  const notes = ["", "{", "[]", JSON.stringify({ pid: "1" }), "x".repeat(999)];
  for (const note of notes) {
    await Deno.writeTextFile(`${folder.path}/lock`, note);

    const taken = await lockDataFolder(folder.path, holder(3));

    assert.ok(taken.ok);
    using lock = taken.lock;
    assert.equal(lock.previous, undefined);
    const written = await Deno.readTextFile(`${folder.path}/lock`);
    assert.deepEqual(JSON.parse(written), holder(3));
  }
});

Deno.test("the note is its owner's alone", async () => {
  await using folder = await tempDirectory();

  const taken = await lockDataFolder(folder.path, holder(1));

  assert.ok(taken.ok);
  using _lock = taken.lock;
  const { mode } = await Deno.stat(`${folder.path}/lock`);
  assert.equal((mode ?? 0) & 0o777, 0o600);
});
