import { strict as assert } from "node:assert";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";

/** A process that waits to be stopped, and its lines. */
function start(...args: readonly string[]) {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--quiet",
      "tests/fixtures/programs/stopping_server.ts",
      ...args,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream()).getReader();
  return {
    process,
    line: async () => (await lines.read()).value,
    /** The exit code; a server that does not end is killed, with 137. */
    async ended() {
      const tooLong = setTimeout(() => process.kill("SIGKILL"), 10_000);
      const { code } = await process.status;
      clearTimeout(tooLong);
      await lines.cancel();
      return code;
    },
  };
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test(`${signal} asks the server to stop, and signals after that are impatience`, async () => {
    const server = start();
    const first = await server.line();

    server.process.kill(signal);
    const reason = await server.line();
    // As somebody does who presses the keys until it is gone.
    const again = setInterval(() => server.process.kill("SIGTERM"), 100);
    const code = await server.ended();
    clearInterval(again);

    assert.deepEqual([first, reason, code], ["waiting", signal, 9]);
    await server.process.stdin.close();
  });
}

Deno.test("signals that come together are one wish", async () => {
  const server = start("--leave");
  await server.line();

  server.process.kill("SIGTERM");
  server.process.kill("SIGINT");

  assert.equal(await server.ended(), 0);
  await server.process.stdin.close();
});

Deno.test("the end of its input stops a server that a launcher watches over", async () => {
  const server = start("--watch-input", "--leave");
  await server.line();

  await server.process.stdin.close();

  assert.equal(await server.line(), "launcher");
  assert.equal(await server.ended(), 0);
});

Deno.test("the end of its input means nothing to a server that nobody watches over", async () => {
  const server = start("--leave");
  await server.line();

  await server.process.stdin.close();
  server.process.kill("SIGTERM");

  assert.equal(await server.line(), "SIGTERM");
  assert.equal(await server.ended(), 0);
});
