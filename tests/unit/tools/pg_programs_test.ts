import { strict as assert } from "node:assert";
import { join } from "node:path";
import { parseConfig } from "@/domain/config.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  findForHistory,
  findPgPrograms,
} from "@/tools/launcher/pg_programs.ts";
import { toolCommand } from "@/tools/launcher/pg_tool.ts";

/** A program that says this when it is asked for its version. */
async function addProgram(folder: string, says: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(await Deno.realPath(folder), "pg_dump");
  await Deno.writeTextFile(path, `#!/bin/sh\necho '${says}'\n`);
  await Deno.chmod(path, 0o755);
  return path;
}

Deno.test("findPgPrograms finds one of each version, that of the search path first", async () => {
  await using folder = await tempDirectory();
  const versions = join(folder.path, "versions");
  const own = join(folder.path, "bin");
  await addProgram(join(versions, "15", "bin"), "pg_dump (PostgreSQL) 15.4");
  const newer = await addProgram(
    join(versions, "17", "bin"),
    "pg_dump (PostgreSQL) 17.1 (Debian 17.1-1)",
  );
  await addProgram(join(versions, "odd", "bin"), "something else");
  const onPath = await addProgram(own, "pg_dump (PostgreSQL) 15.18");

  const found = await findPgPrograms("pg_dump", `/none:${own}`, versions);

  assert.deepEqual(found.toSorted((a, b) => a.major - b.major), [
    { path: onPath, major: 15 },
    { path: newer, major: 17 },
  ]);
});

Deno.test("findPgPrograms finds nothing where there is no Postgres", async () => {
  assert.deepEqual(await findPgPrograms("pg_dump", "/none", "/none"), []);
});

Deno.test("findForHistory looks only for what the configuration has a use for", async () => {
  await using folder = await tempDirectory();
  await addProgram(folder.path, "pg_dump (PostgreSQL) 99.1");
  const find = async (env: Record<string, string>) => {
    const parsed = parseConfig(env);
    assert.ok(parsed.ok);
    const found = await findForHistory("pg_dump", parsed.config, folder.path);
    return found.some(({ major }) => major === 99);
  };
  const DATABASE_URL = "postgres://h/d";

  assert.equal(await find({}), false);
  assert.equal(await find({ DATABASE_URL }), true);
  assert.equal(await find({ DATABASE_URL, BACKUP_METHOD: "pg_dump" }), true);
  assert.equal(await find({ DATABASE_URL, BACKUP_METHOD: "export" }), false);
});

Deno.test("toolCommand allows the programs that it names, and else none to be run", () => {
  const none = toolCommand("backup.ts", [], ["--out", "x"]);
  const one = toolCommand(
    "backup.ts",
    [{ path: "/a,b/pg_dump", major: 15 }],
    [],
  );

  assert.equal(none.args.some((word) => word.includes("allow-run")), false);
  assert.deepEqual(none.args.slice(-3), ["backup.ts", "--out", "x"]);
  assert.ok(one.args.includes("--allow-run=/a,,b/pg_dump"));
});
