import assert from "node:assert/strict";
import { join } from "node:path";
import { realPath } from "@/host/real_path.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

Deno.test("a path leads where its links lead, also to what does not exist yet", async () => {
  await using folder = await tempDirectory();
  const root = await Deno.realPath(folder.path);
  await Deno.mkdir(join(root, "inside"));
  await Deno.mkdir(join(root, "outside"));
  await Deno.symlink(join(root, "outside"), join(root, "inside", "link"));
  await Deno.writeTextFile(join(root, "outside", "a"), "");
  const at = (path: string) => realPath(join(root, path));

  assert.equal(await at("inside/link/a"), join(root, "outside/a"));
  assert.equal(await at("inside/link/new/b"), join(root, "outside/new/b"));
  assert.equal(await at("inside/new"), join(root, "inside/new"));
});

Deno.test("nobody can tell where a link to nothing leads", async () => {
  await using folder = await tempDirectory();
  const link = join(folder.path, "link");
  await Deno.symlink(join(folder.path, "gone"), link);

  assert.equal(await realPath(link), null);
  assert.equal(await realPath(join(link, "below")), null);
});
