import { join } from "node:path";

/** Longest first, so that no long one is alone at the end; the others follow. */
const LONG = ["tests/e2e", "tests/crash", "tests/unit", "tests/faults"];
/** Holds tests of many kinds: its folders are runs of their own. */
const SPLIT = "tests/integration";
const NO_TESTS = ["tests/fixtures", "tests/helpers"];
const TEST = /_test\.tsx?$/;

/**
 * The folders of tests in the order in which their runs begin. Every test file
 * is in just one of them, and each run has a world of its own, so any number
 * may go on side by side.
 */
export async function testRuns(root: string): Promise<string[]> {
  const folders = (await foldersIn(root, "tests"))
    .filter((folder) => !NO_TESTS.includes(folder) && folder !== SPLIT);
  const all = [...folders, ...await foldersIn(root, SPLIT)];
  return [
    ...LONG.filter((folder) => all.includes(folder)),
    ...all.filter((folder) => !LONG.includes(folder)),
  ];
}

async function foldersIn(root: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, path))) {
    const folder = `${path}/${name}`;
    if (isDirectory && await hasTests(join(root, folder))) found.push(folder);
  }
  return found.sort();
}

async function hasTests(folder: string): Promise<boolean> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory ? await hasTests(join(folder, name)) : TEST.test(name)) {
      return true;
    }
  }
  return false;
}
