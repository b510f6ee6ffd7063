import { join } from "node:path";

/** What waits more than it computes, and so can run beside the rest. */
const WAITING = [
  "tests/e2e",
  "tests/e2e_python",
  "tests/crash",
  "tests/integration/server",
  "tests/integration/model",
];
/** Holds tests of many kinds: its folders are dealt out one by one. */
const SPLIT = "tests/integration";
const NO_TESTS = ["tests/fixtures", "tests/helpers"];

/**
 * Deals the test folders out to runs that go on side by side, each in a world
 * of its own. Every folder of tests is in just one of them.
 */
export async function testShards(root: string): Promise<string[][]> {
  const folders = (await foldersIn(root, "tests"))
    .filter((folder) => !NO_TESTS.includes(folder) && folder !== SPLIT);
  const all = [...folders, ...await foldersIn(root, SPLIT)];
  return [
    all.filter((folder) => WAITING.includes(folder)),
    all.filter((folder) => !WAITING.includes(folder)),
  ].filter((shard) => shard.length > 0);
}

async function foldersIn(root: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, path))) {
    if (isDirectory) found.push(`${path}/${name}`);
  }
  return found.sort();
}
