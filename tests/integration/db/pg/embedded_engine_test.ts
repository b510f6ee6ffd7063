import { strict as assert } from "node:assert";
import { join } from "node:path";
import { migrate } from "@/db/pg/migrate.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { SqlError } from "@/db/pg/sql_error.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

Deno.test("the embedded engine keeps what it was told, and opens for one at a time", async () => {
  await using directory = await tempDirectory();
  const folder = join(directory.path, "history");
  {
    await using database = await openPglite(folder);
    await migrate(database);
    await database`insert into users (name, role) values ('kept', 'admin')`;

    await assert.rejects(openPglite(folder), {
      name: "FolderInUse",
      code: "folder_in_use",
      message: `Cannot open "${folder}": another process has it open`,
    });
  }

  await using again = await openPglite(folder);

  assert.deepEqual(await migrate(again), []);
  assert.deepEqual(await again`select name from users`, [{ name: "kept" }]);
  const names = (await Array.fromAsync(Deno.readDir(directory.path)))
    .map(({ name }) => name).toSorted();
  assert.deepEqual(names, ["history", "history.lock"]);
});

Deno.test("the embedded engine begins anew when its first start was broken off", async () => {
  await using directory = await tempDirectory();
  const folder = join(directory.path, "history");
  await Deno.mkdir(join(`${folder}.new`, "base"), { recursive: true });
  await Deno.writeTextFile(join(`${folder}.new`, "PG_VERSION"), "half");

  await using database = await openPglite(folder);

  assert.deepEqual(await database`select 1 as one`, [{ one: 1 }]);
});

Deno.test("a folder that the embedded engine cannot read is refused and let go", async () => {
  await using directory = await tempDirectory();
  const folder = join(directory.path, "history");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "PG_VERSION"), "9\n");

  await assert.rejects(openPglite(folder), SqlError);

  await Deno.remove(folder, { recursive: true });
  await using database = await openPglite(folder);
  assert.deepEqual(await database`select 1 as one`, [{ one: 1 }]);
});
