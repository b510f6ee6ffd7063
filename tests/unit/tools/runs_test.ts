import { strict as assert } from "node:assert";
import { join } from "node:path";
import { testRuns } from "@/tools/testing/runs.ts";

const ROOT = join(import.meta.dirname ?? ".", "../../..");

/** All test files below a folder, by their path from the root. */
async function testFiles(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(join(ROOT, path))) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory) found.push(...await testFiles(inside));
    else if (/_test\.tsx?$/.test(entry.name)) found.push(inside);
  }
  return found;
}

Deno.test("every test file is in just one of the runs", async () => {
  const runs = await testRuns(ROOT);

  for (const file of await testFiles("tests")) {
    if (/^tests\/(fixtures|helpers)\//.test(file)) continue;
    const holders = runs.flat().filter((path) =>
      file === path || file.startsWith(`${path}/`)
    );
    assert.equal(holders.length, 1, file);
  }
});

Deno.test("no run is without tests", async () => {
  const files = await testFiles("tests");

  for (const path of (await testRuns(ROOT)).flat()) {
    const isThere = files.some((file) => file.startsWith(path));
    assert.ok(isThere, path);
  }
});
