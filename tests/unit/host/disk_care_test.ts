import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { CLEANABLE_KINDS } from "@/domain/disk_use.ts";
import { cleanDisk, findCleanable } from "@/host/disk_care.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const [OVER, ALIVE] = [agentId(1), agentId(2)];
const ASIDE = "live.sqlite3.corrupt-20260102T030405678Z";
const LASTING = [
  "live.sqlite3",
  "live.sqlite3-wal",
  "live.sqlite3.corrupt-by-hand",
  `agents/${ALIVE}/work/a.txt`,
  `agents/${ALIVE}/config/b.json`,
  `t/${ALIVE.slice(-12)}/c.sock`,
  "agents/probe/home/d",
  "t/of-nobody/e",
  "elsewhere/precious.txt",
];
const GOING = {
  temporary_files: [`t/${OVER.slice(-12)}/f`],
  agent_settings: [`agents/${OVER}/home/g`, `agents/${OVER}/config/h`],
  agent_work: [`agents/${OVER}/work/i`],
  damaged_stores: [ASIDE, `${ASIDE}-wal`],
};

/** A data folder with what may go and what may not. */
async function openFolder(isReportOpen = false) {
  const folder = await tempDirectory();
  for (const path of [...LASTING, ...Object.values(GOING).flat()]) {
    await Deno.mkdir(join(folder.path, dirname(path)), { recursive: true });
    await Deno.writeTextFile(join(folder.path, path), "x".repeat(5_000));
  }
  // Removing what is over must not follow where it points to.
  await Deno.symlink(
    join(folder.path, "elsewhere"),
    join(folder.path, `agents/${OVER}/work/link`),
  );
  return {
    deps: {
      dataDir: folder.path,
      isOver: (id: string) => Promise.resolve(id === OVER),
      isReportOpen: () => isReportOpen,
    },
    async isThere(path: string) {
      return await Deno.lstat(join(folder.path, path)).then(
        () => true,
        () => false,
      );
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

Deno.test("what may go is counted by kind: of agents that have ended, and stores that were set aside", async () => {
  await using folder = await openFolder();

  const found = await findCleanable(folder.deps);

  assert.deepEqual(
    found.map(({ kind, entries, files }) => [kind, entries, files]),
    [
      ["temporary_files", 1, 1],
      ["agent_settings", 2, 2],
      ["agent_work", 1, 1],
      ["damaged_stores", 2, 2],
    ],
  );
  assert.ok(found.every(({ bytes }) => bytes >= 5_000));
});

Deno.test("a clean-up removes the kinds that were chosen, and nothing else", async () => {
  await using folder = await openFolder();

  const one = await cleanDisk(folder.deps, ["temporary_files"]);
  const early = await Promise.all(
    Object.values(GOING).flat().map(folder.isThere),
  );
  const all = await cleanDisk(folder.deps, CLEANABLE_KINDS);
  const again = await cleanDisk(folder.deps, CLEANABLE_KINDS);

  assert.equal(one.entries, 1);
  assert.deepEqual(early, [false, true, true, true, true, true]);
  assert.deepEqual([all.entries, all.failed], [5, 0]);
  assert.deepEqual([again.entries, again.bytes], [0, 0]);
  for (const path of LASTING) assert.ok(await folder.isThere(path), path);
  for (const path of Object.values(GOING).flat()) {
    assert.equal(await folder.isThere(path), false, path);
  }
});

Deno.test("a damaged store stays until a person has read why it was set aside", async () => {
  await using folder = await openFolder(true);

  await cleanDisk(folder.deps, ["damaged_stores"]);

  assert.ok(await folder.isThere(ASIDE));
});

Deno.test("in an empty data folder there is nothing to clean up", async () => {
  await using folder = await tempDirectory();

  const found = await findCleanable({
    dataDir: folder.path,
    isOver: () => Promise.resolve(true),
    isReportOpen: () => false,
  });

  assert.deepEqual(found.map(({ entries }) => entries), [0, 0, 0, 0]);
});
