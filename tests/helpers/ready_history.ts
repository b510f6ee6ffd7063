import { strict as assert } from "node:assert";
import { dirname } from "node:path";

/**
 * A folder of the embedded history with its tables and no rows, which whoever
 * runs all tests made once: to make one takes seconds of computing.
 */
const READY = Deno.env.get("VAMP_TEST_HISTORY");

/**
 * Puts an empty history there, unless one is there. Where nobody made one to
 * copy, whoever opens the place makes it.
 */
export async function putReadyHistory(folder: string): Promise<void> {
  if (!READY || await isThere(folder)) return;
  await Deno.mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const { success, stderr } = await new Deno.Command("cp", {
    args: ["-a", READY, folder],
    stdout: "null",
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

function isThere(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}
