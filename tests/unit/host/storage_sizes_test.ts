import { strict as assert } from "node:assert";
import { join } from "node:path";
import { dataFolderSizes } from "@/host/storage_sizes.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const KIB_64 = new Uint8Array(65_536).fill(1);

Deno.test("room is counted by what it is for, links not followed", async () => {
  await using folder = await tempDirectory();
  const work = join(folder.path, "agents", "a", "work");
  await Deno.mkdir(work, { recursive: true });
  await Deno.writeFile(join(folder.path, "live.sqlite3"), KIB_64);
  await Deno.writeFile(join(folder.path, "live.sqlite3-wal"), KIB_64);
  await Deno.writeFile(join(work, "one"), KIB_64);
  await Deno.writeFile(join(folder.path, "live.sqlite3.corrupt-1"), KIB_64);
  await Deno.symlink("/usr", join(work, "elsewhere"));

  const sizes = await dataFolderSizes(folder.path);

  const rounded = sizes.map(({ bytes, ...size }) => ({
    ...size,
    kib64: Math.round(bytes / 65_536),
  }));
  assert.deepEqual(rounded, [
    { name: "Live store", files: 2, isWhole: true, kib64: 2 },
    { name: "Agents' folders", files: 1, isWhole: true, kib64: 1 },
    { name: "Everything else", files: 1, isWhole: true, kib64: 1 },
  ]);
});

Deno.test("counting that has no time left says that there is more", async () => {
  await using folder = await tempDirectory();
  await Deno.writeFile(join(folder.path, "live.sqlite3"), KIB_64);

  const sizes = await dataFolderSizes(folder.path, -1);

  assert.ok(sizes.some(({ name }) => name === "Live store"));
  assert.ok(sizes.every(({ isWhole }) => !isWhole));
});
