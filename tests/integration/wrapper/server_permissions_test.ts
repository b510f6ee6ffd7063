import { strict as assert } from "node:assert";
import { TextLineStream } from "@/tests/helpers/text_line_stream.ts";
import { openBench } from "@/tests/helpers/claude_under_test.ts";
import {
  ENDLESS,
  endlessRuns,
  tagged,
  untilTagged,
} from "@/tests/helpers/tagged.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const TOOLS = ["kill", "ps", "setpriv", "unshare", "prlimit"]
  .map((name) => `/usr/bin/${name}`);

const SCRIPT = {
  rules: [{ when: { has_tool_result: true }, reply: "ended" }],
  fallback: {
    tool: { name: "Bash", input: { command: ENDLESS, description: "d" } },
  },
};

/** Starts the small supervisor with nothing allowed but what a server needs. */
async function supervise(
  bench: Awaited<ReturnType<typeof openBench>>,
  then: "stop" | "wait",
) {
  const spec = await bench.spec({ allowedTools: ["Bash"] });
  const { claudePath } = bench.deps;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      `--allow-read=${bench.folder}`,
      `--allow-run=${[claudePath, ...TOOLS].join(",")}`,
      "tests/fixtures/programs/scoped_supervisor.ts",
      JSON.stringify({ claudePath, spec, then }),
    ],
    stdout: "piped",
  }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream())[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    assert.ok(!done, "the supervisor ended early");
    return JSON.parse(value);
  };
  return { child, spec, next };
}

Deno.test("the whole of the wrapper works under a server's permissions", async () => {
  await using bench = await openBench(SCRIPT);
  const { child, spec, next } = await supervise(bench, "stop");
  const { host } = await next();
  await next();

  const { exit } = await next();

  assert.deepEqual(host, bench.deps.host);
  assert.equal(exit.signal, undefined);
  assert.deepEqual(await tagged(spec.instanceId), []);
  assert.equal((await child.status).code, 0);
});

Deno.test("nothing of an agent survives 2 seconds, when its supervisor is killed in the middle of a tool", async () => {
  await using bench = await openBench(SCRIPT);
  const { setpriv, unshare } = bench.deps.host;
  assert.ok(setpriv && unshare, "needs root or user namespaces");
  const { child, spec, next } = await supervise(bench, "wait");
  await next();
  await next();
  const before = await untilTagged(spec.instanceId, endlessRuns, 20_000);

  await runTool("/usr/bin/kill", ["-KILL", "--", String(child.pid)]);
  const startedAt = performance.now();
  await untilTagged(spec.instanceId, (left) => left.length === 0, 2000);

  const tookMs = performance.now() - startedAt;
  assert.ok(before.length >= 5, `${before.length} processes before`);
  assert.ok(tookMs < 2000, `took ${tookMs} ms`);
  assert.equal((await child.status).signal, "SIGKILL");
});
