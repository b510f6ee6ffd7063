import { strict as assert } from "node:assert";
import { chooseTemporaryFolder } from "@/wrapper/temporary_folder.ts";

const LONG = `/data/${"x".repeat(100)}`;

async function scratch() {
  const path = await Deno.makeTempDir();
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

Deno.test("chooseTemporaryFolder keeps a folder whose sockets fit, up to the last byte", async () => {
  const fits = "/".padEnd(107 - "/cc-socks/4194304.sock".length, "x");

  const kept = await chooseTemporaryFolder(fits, "/nowhere");

  assert.deepEqual(kept, { path: fits, insteadOf: undefined });
  await assert.rejects(chooseTemporaryFolder(`${fits}x`, "/nowhere"));
});

Deno.test("chooseTemporaryFolder makes a private short folder, and finds it again", async () => {
  await using root = await scratch();

  const first = await chooseTemporaryFolder(LONG, root.path);
  const second = await chooseTemporaryFolder(LONG, root.path);

  const { mode } = await Deno.stat(first.path);
  assert.deepEqual(second, first);
  assert.equal(first.insteadOf, LONG);
  assert.equal((mode ?? 0) & 0o777, 0o700);
});

Deno.test("chooseTemporaryFolder refuses a name that somebody made before, open to others or as a link", async () => {
  await using root = await scratch();
  const { path } = await chooseTemporaryFolder(LONG, root.path);

  await Deno.chmod(path, 0o777);
  const open = chooseTemporaryFolder(LONG, root.path);
  await assert.rejects(open, /belongs to somebody else/);
  await Deno.remove(path);
  await Deno.symlink("/etc", path);
  const link = chooseTemporaryFolder(LONG, root.path);

  await assert.rejects(link, /belongs to somebody else/);
});
