import { strict as assert } from "node:assert";
import { dirname } from "node:path";

/**
 * Histories with their tables and no rows, which whoever runs all tests made
 * once, since to make one takes seconds of computing: a folder of the embedded
 * one, and a cluster of Postgres that has one as `READY_DATABASE`.
 */
const EMBEDDED = Deno.env.get("VAMP_TEST_HISTORY");
const CLUSTER = Deno.env.get("VAMP_TEST_CLUSTER");

/** The database of the ready cluster that others are copied from. */
export const READY_DATABASE = "vamp_template";

/**
 * Puts an empty history there, unless one is there. Where nobody made one to
 * copy, whoever opens the place makes it.
 */
export async function putReadyHistory(folder: string): Promise<void> {
  if (!EMBEDDED || await isThere(folder)) return;
  await Deno.mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await copy(EMBEDDED, folder);
}

/** Puts the ready cluster there; `false` where nobody made one. */
export async function putReadyCluster(folder: string): Promise<boolean> {
  if (!CLUSTER) return false;
  await copy(CLUSTER, folder);
  return true;
}

async function copy(from: string, to: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("cp", {
    args: ["-a", from, to],
    stdout: "null",
    stderr: "piped",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

function isThere(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, () => false);
}
