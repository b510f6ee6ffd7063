import { join } from "node:path";

/** These begin first, so that no long one is alone at the end; others follow. */
const LONG = [
  "tests/crash",
  "tests/integration/db",
  "tests/unit",
  "tests/integration/server",
  "tests/integration/orchestrator",
  "tests/faults",
];
/** Holds tests of many kinds: its folders are runs of their own. */
const SPLIT = "tests/integration";
/** Too long for one run: its files are dealt out to several. */
const DEALT = "tests/e2e";
const DEALT_RUNS = 3;
const NO_TESTS = ["tests/fixtures", "tests/helpers"];
const TEST = /_test\.tsx?$/;

/**
 * The tests in runs, each as paths, in the order in which the runs begin. Every
 * test file is in just one of them, and each run has a world of its own, so
 * any number may go on side by side.
 */
export async function testRuns(root: string): Promise<string[][]> {
  const folders = [
    ...await foldersIn(root, "tests"),
    ...await foldersIn(root, SPLIT),
  ].filter((folder) => ![...NO_TESTS, SPLIT, DEALT].includes(folder));
  const dealt = Array.from({ length: DEALT_RUNS }, (): string[] => []);
  const files = await testsBelow(root, DEALT);
  files.forEach((file, index) => dealt[index % DEALT_RUNS]?.push(file));
  const long = LONG.filter((folder) => folders.includes(folder));
  const between = Math.ceil(long.length / DEALT_RUNS);
  return [
    // Apart from each other: a browser takes a whole core.
    ...dealt.flatMap((run, place) => [
      run,
      ...long.slice(place * between, (place + 1) * between).map((one) => [one]),
    ]),
    ...folders.filter((folder) => !LONG.includes(folder)).map((one) => [one]),
  ];
}

async function foldersIn(root: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, path))) {
    const folder = `${path}/${name}`;
    const hasTests = isDirectory &&
      (await testsBelow(root, folder)).length > 0;
    if (hasTests) found.push(folder);
  }
  return found.sort();
}

async function testsBelow(root: string, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(root, path))) {
    const inside = `${path}/${name}`;
    if (isDirectory) found.push(...await testsBelow(root, inside));
    else if (TEST.test(name)) found.push(inside);
  }
  return found.sort();
}
