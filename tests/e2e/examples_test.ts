import assert from "node:assert/strict";
import { vampClient } from "@/client/mod.ts";
import { pythonUnderTest } from "@/tests/helpers/python.ts";
import { runProgram } from "@/tests/helpers/run_program.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  collect,
  freePort,
  startVamp,
  TEST_TOKEN,
  until,
} from "@/tests/helpers/vamp_server.ts";

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
  await using folder = await tempDirectory();
  const hookPort = freePort();
  await using server = await startVamp("demo", folder.path, {
    WEBHOOK_HOSTS: `127.0.0.1:${hookPort}`,
    WEBHOOK_PRIVATE: "true",
  });
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
