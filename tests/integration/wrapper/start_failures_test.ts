import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { tagged } from "@/tests/helpers/tagged.ts";
import { probeClaude } from "@/wrapper/probe_account.ts";
import { createStartClaude } from "@/wrapper/start_claude.ts";

const SCRIPT = { fallback: "hi" };
const PLAIN = {
  setpriv: undefined,
  unshare: undefined,
  prlimit: undefined,
} as const;

for (const [name, host] of [["contained", {}], ["plain", PLAIN]] as const) {
  Deno.test(`start says claude_not_found, when the binary is missing (${name})`, async () => {
    await using bench = await openBench(SCRIPT, {
      host,
      claudePath: "/nowhere/claude",
    });
    const spec = await bench.spec();

    await assert.rejects(bench.start(spec, () => {}), {
      name: "ClaudeError",
      code: "claude_not_found",
    });
  });
}

Deno.test("start says session_not_found, when the session to take up does not exist", async () => {
  await using bench = await openBench(SCRIPT);
  const id = crypto.randomUUID();
  const spec = await bench.spec({ session: { kind: "resume", id } });

  await assert.rejects(bench.start(spec, () => {}), {
    name: "ClaudeError",
    code: "session_not_found",
    message: new RegExp(id),
  });
  assert.deepEqual(await tagged(spec.instanceId), []);
});

Deno.test("start says session_in_use, when a new session takes the id of an old one", async () => {
  await using bench = await openBench(SCRIPT);
  const spec = await bench.spec();
  const log = new EventLog();
  {
    await using claude = await bench.start(spec, log.record);
    await claude.send({ uuid: crypto.randomUUID(), text: "hi" });
    await log.nth("turn_ended");
  }

  await assert.rejects(bench.start(spec, () => {}), {
    name: "ClaudeError",
    code: "session_in_use",
  });
});

Deno.test("start says claude_start_failed, when the working folder is missing", async () => {
  await using bench = await openBench(SCRIPT);
  const spec = await bench.spec({ cwd: `${bench.folder}/gone` });

  await assert.rejects(bench.start(spec, () => {}), {
    name: "ClaudeError",
    code: "claude_start_failed",
    message: /gone/,
  });
});

Deno.test("start says claude_start_failed with the program's last words, when it ends at once", async () => {
  await using bench = await openBench(SCRIPT, { claudePath: "/usr/bin/false" });
  const spec = await bench.spec();

  await assert.rejects(bench.start(spec, () => {}), {
    code: "claude_start_failed",
    message: /exited with code 1/,
  });
});

Deno.test("start says claude_start_timeout and leaves nothing, when the program never answers", async () => {
  await using bench = await openBench(SCRIPT);
  const script = `${bench.folder}/silent`;
  await Deno.writeTextFile(script, "#!/bin/sh\nsleep 543\n", { mode: 0o700 });
  const start = createStartClaude({
    ...bench.deps,
    claudePath: script,
    startTimeoutMs: 300,
  });
  const spec = await bench.spec();

  await assert.rejects(start(spec, () => {}), {
    name: "ClaudeError",
    code: "claude_start_timeout",
  });
  assert.deepEqual(await tagged(spec.instanceId), []);
});

Deno.test("probeClaude tells the version and the source of the account, without an API call", async () => {
  await using bench = await openBench(SCRIPT);
  const spec = await bench.spec();

  const probe = await probeClaude(bench.deps, spec);

  assert.ok(probe.ok);
  assert.equal(probe.account.source, "ANTHROPIC_API_KEY");
  assert.match(probe.version ?? "", /^\d+\.\d+\.\d+$/);
  assert.deepEqual(await tagged(spec.instanceId), []);
});

Deno.test("probeClaude tells that nobody is signed in, when there are no credentials", async () => {
  await using bench = await openBench(SCRIPT);

  const probe = await probeClaude(bench.deps, await bench.spec({ env: {} }));

  assert.ok(probe.ok);
  assert.equal(probe.account.source, undefined);
});

Deno.test("probeClaude tells why, when claude cannot be run", async () => {
  await using bench = await openBench(SCRIPT, {
    claudePath: "/nowhere/claude",
  });

  const probe = await probeClaude(bench.deps, await bench.spec());

  assert.ok(!probe.ok);
  assert.equal(probe.code, "claude_not_found");
  assert.match(probe.message, /Cannot start "\/nowhere\/claude"/);
});
