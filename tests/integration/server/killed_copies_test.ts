import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import { checkStore } from "@/host/kv_care/check_store.ts";
import { KEPT_COPIES, listCopies } from "@/host/kv_care/copy_files.ts";
import { storeFiles } from "@/host/kv_care/store_files.ts";
import { fillStore } from "@/tests/helpers/stored_fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const PROGRAM = fileURLToPath(
  new URL("../../fixtures/programs/copy_for_ever.ts", import.meta.url),
);
/** Milliseconds after a good copy at which the copier is killed, in the midst of the next. */
const KILL_AFTER_MS = [0, 5, 11, 23, 37, 58, 90];

Deno.test("a copier that is killed at any moment leaves good copies and a good store", async () => {
  await using folder = await tempDirectory();
  const { store, copies } = storeFiles(folder.path);
  await fillStore(folder.path, 2_000);

  for (const afterMs of KILL_AFTER_MS) {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", "--no-check", PROGRAM, folder.path],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const said = process.stdout.pipeThrough(new TextDecoderStream())
      .getReader();
    let lines = "";
    while (lines.split("\n").length < 3) {
      const { value, done } = await said.read();
      assert.ok(!done, "the copier ended by itself");
      lines += value;
    }
    await killed(process, afterMs);
    await said.cancel();

    assert.doesNotMatch(lines, /^(?!copied$).+$/m);
    const kept = await listCopies(copies);
    assert.ok(kept.length > 0 && kept.length <= KEPT_COPIES + 1);
    for (const { path } of [...kept, { path: store }]) {
      assert.deepEqual(checkStore(path, "full"), { ok: true }, path);
    }
  }
});

async function killed(process: Deno.ChildProcess, afterMs: number) {
  const timer = setTimeout(() => process.kill("SIGKILL"), afterMs);
  const { signal } = await process.status;
  clearTimeout(timer);
  assert.equal(signal, "SIGKILL");
}
