import assert from "node:assert/strict";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { startVamp, TEST_TOKEN, until } from "@/tests/helpers/vamp_server.ts";
import { claudeUnderTest } from "@/tests/helpers/claude_under_test.ts";

Deno.test("deno task vamp finds the demo by its data folder, runs a task and examines the host", async () => {
  await using folder = await tempDirectory();
  await using _server = await startVamp("demo", folder.path);
  const vamp = (...words: string[]) =>
    runProgram(Deno.execPath(), ["task", "--quiet", "vamp", ...words], {
      DATA_DIR: folder.path,
      AUTH_TOKEN: TEST_TOKEN,
      CLAUDE_CLI_PATH: claudeUnderTest(),
      // Made up, so that the sign-in is there to be found.
      ANTHROPIC_API_KEY: "test-key",
    });

  const status = await vamp("status");
  const ran = await vamp("run", "Say hello", "--quiet");
  // The history opens behind the first pages, and a backup is of both.
  const backup = await until(
    async () => {
      const tried = await vamp("backup", "--json");
      return tried.code === 0 ? tried : undefined;
    },
    "no backup was made",
    60_000,
  );
  const doctor = await vamp("doctor", "--json");

  assert.equal(status.code, 0, status.printed);
  assert.match(status.printed, /healthy \(demo\)/);
  assert.equal(ran.code, 0, ran.printed);
  assert.ok(ran.printed.trim().length > 0);
  assert.ok(JSON.parse(backup.printed).path.startsWith(folder.path));
  const findings: { what: string; state: string }[] = JSON.parse(
    doctor.printed,
  );
  const faults = findings.filter(({ state }) => state === "fault");
  assert.deepEqual(faults, [], doctor.printed);
  assert.deepEqual(
    [...new Set(findings.map(({ what }) => what))].sort(),
    [
      "a killed server",
      "claude",
      "configuration",
      "control group",
      "data folder",
      "database",
      "disk",
      "file watches",
      "kill and ps",
      "memory",
      "namespaces",
      "open files",
      "port",
      "prlimit",
      "processes",
      "setpriv",
      "sign-in",
    ],
  );
});
