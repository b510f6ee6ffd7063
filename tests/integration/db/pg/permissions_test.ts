import { strict as assert } from "node:assert";
import { join } from "node:path";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";

const databases = databasesForFile();
const PROJECT = join(import.meta.dirname ?? "", "../../../..");
const PROGRAM = join(PROJECT, "tests/fixtures/programs/scoped_history.ts");

function start(where: string, permissions: readonly string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--no-check",
      `--allow-read=${PROJECT}`,
      ...permissions,
      PROGRAM,
      where,
    ],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function answerOf(child: Deno.ChildProcess): Promise<unknown> {
  const { stdout, stderr } = await child.output();
  const text = new TextDecoder();
  assert.equal(text.decode(stderr), "");
  return JSON.parse(text.decode(stdout));
}

Deno.test("the embedded engine needs no more than the project and its own folder", async () => {
  await using directory = await tempDirectory();
  const { path } = directory;

  const child = start(join(path, "history"), [
    `--allow-read=${path}`,
    `--allow-write=${path}`,
  ]);

  assert.deepEqual(await answerOf(child), [{ name: "somebody" }]);
});

Deno.test("a server's history needs its address and Postgres' own variables, no more", async () => {
  const url = await databases.emptyDatabase();

  const child = start(url, [
    `--allow-net=${new URL(url).host}`,
    "--allow-env=PG*",
  ]);

  assert.deepEqual(await answerOf(child), [{ name: "somebody" }]);
});

Deno.test("what a killed process has written to the embedded engine is there", async () => {
  await using directory = await tempDirectory();
  const folder = join(directory.path, "history");
  const child = start(folder, [
    `--allow-read=${directory.path}`,
    `--allow-write=${directory.path}`,
  ]);
  const reader = child.stdout.getReader();
  await reader.read();

  child.kill("SIGKILL");
  await reader.cancel();
  await child.stderr.cancel();
  await child.status;
  await using database = await openPglite(folder);

  assert.deepEqual(await database`select name from users`, [
    { name: "somebody" },
  ]);
});
