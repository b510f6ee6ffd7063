import assert from "node:assert/strict";
import { vampClient } from "@/client/mod.ts";
import { claudeUnderTest } from "@/tests/helpers/claude_under_test.ts";
import { pythonUnderTest } from "@/tests/helpers/python.ts";
import { runProgram } from "@/tests/helpers/run_program.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "@/tests/helpers/temp_directory.ts";
import {
  collect,
  freePort,
  startVamp,
  TEST_TOKEN,
  until,
  type VampServer,
} from "@/tests/helpers/vamp_server.ts";

// One demo for all of them: it is the same for each program, and takes its time.
const hookPort = freePort();
let folder: TempDirectory;
let server: VampServer;
Deno.test.beforeAll(async () => {
  folder = await tempDirectory();
  server = await startVamp("demo", folder.path, {
    WEBHOOK_HOSTS: `127.0.0.1:${hookPort}`,
    WEBHOOK_PRIVATE: "true",
  });
});
Deno.test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** The receiver of the examples, as a person runs it. */
function startReceiver(port: number, secret: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      `--allow-net=127.0.0.1:${port}`,
      "--allow-env=WEBHOOK_SECRET,PORT",
      "examples/webhook_receiver.ts",
    ],
    clearEnv: true,
    env: {
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      DENO_NO_UPDATE_CHECK: "1",
      WEBHOOK_SECRET: secret,
      PORT: String(port),
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { text, ended } = collect(process);
  return {
    printed: text,
    listening: () =>
      until(() => text().includes("listening") || undefined, text),
    [Symbol.asyncDispose]: async () => {
      process.kill("SIGTERM");
      await process.status;
      await ended;
    },
  };
}

Deno.test("every example runs against the demo as it stands", async () => {
  const env = { VAMP_URL: server.url, AUTH_TOKEN: TEST_TOKEN };
  const vamp = vampClient({ url: server.url, token: TEST_TOKEN });
  const { id, secret } = await vamp.webhooks.create({
    name: "Example",
    url: `http://127.0.0.1:${hookPort}/`,
    types: ["task.*"],
  });
  await using receiver = startReceiver(hookPort, secret);
  await receiver.listening();

  const curl = await runProgram("sh", ["examples/first_task.sh"], env);
  const typescript = await runProgram(Deno.execPath(), [
    "run",
    "--quiet",
    "--no-prompt",
    "--allow-net",
    "--allow-env=VAMP_URL,AUTH_TOKEN",
    "examples/run_task.ts",
  ], env);
  const python = await runProgram(
    pythonUnderTest(),
    ["-B", "examples/python/run_task.py"],
    env,
  );
  const test = await vamp.webhooks.test(id);
  const unsigned = await fetch(`http://127.0.0.1:${hookPort}/`, {
    method: "POST",
    body: "{}",
  });
  await unsigned.body?.cancel();

  assert.equal(curl.code, 0, curl.printed);
  assert.match(curl.printed, /: completed\n.+/);
  assert.equal(typescript.code, 0, typescript.printed);
  assert.match(typescript.printed, /task\.started/);
  assert.equal(python.code, 0, python.printed);
  assert.match(python.printed, /created worker/);
  assert.equal(test.status, 204);
  assert.equal(unsigned.status, 401);
  await until(
    () =>
      /\d+ task\.completed [0-9a-f-]{36}/.test(receiver.printed()) || undefined,
    receiver.printed,
  );
  assert.match(receiver.printed(), /- webhook\.tested/);
});

Deno.test("a program in Python finds the demo healthy, has its tasks done and leaves nothing", async () => {
  const pytest = await runProgram(pythonUnderTest(), [
    "-B",
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "tests/e2e_python",
  ], { VAMP_URL: server.url, AUTH_TOKEN: TEST_TOKEN });

  assert.equal(pytest.code, 0, pytest.printed);
  assert.match(pytest.printed, /4 passed/);
});

Deno.test("deno task vamp finds the demo by its data folder, runs a task and examines the host", async () => {
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
