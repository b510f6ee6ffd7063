import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import {
  ENDLESS,
  endlessRuns,
  tagged,
  untilTagged,
} from "@/tests/helpers/tagged.ts";
import { lookAtProcesses } from "@/wrapper/process_table.ts";
import { runTool } from "@/wrapper/run_tool.ts";
import { sweepLeftovers } from "@/wrapper/sweep.ts";
import { systemTimers } from "@/wrapper/timers.ts";

const SCRIPT = {
  rules: [{ when: { has_tool_result: true }, reply: "ended" }],
  fallback: {
    tool: { name: "Bash", input: { command: ENDLESS, description: "d" } },
  },
};

/** What is left where the host can make no namespaces. */
const PLAIN = { host: { setpriv: undefined, unshare: undefined } };

const HOSTS = [["contained", {}], ["plain", PLAIN]] as const;

/** An agent in the middle of a tool that never ends by itself. */
async function startBusy(bench: Awaited<ReturnType<typeof openBench>>) {
  const log = new EventLog();
  const spec = await bench.spec({ allowedTools: ["Bash"] });
  const claude = await bench.start(spec, log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  const processes = await untilTagged(spec.instanceId, endlessRuns, 20_000);
  return { log, spec, claude, processes };
}

for (const [name, changes] of HOSTS) {
  Deno.test(`an idle agent is gone within 500 ms of stop, with code 0 (${name})`, async () => {
    await using bench = await openBench(SCRIPT, changes);
    const log = new EventLog();
    const spec = await bench.spec();
    const claude = await bench.start(spec, log.record);
    const startedAt = performance.now();

    const exit = await claude.stop();

    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < 500, `took ${tookMs} ms`);
    assert.deepEqual([exit.code, exit.signal], [0, undefined]);
    assert.deepEqual(await tagged(spec.instanceId), []);
    assert.deepEqual(log.all.at(-1), { kind: "exited", exit });
  });

  Deno.test(`stop ends the turn and everything that its tool started (${name})`, async () => {
    await using bench = await openBench(SCRIPT, changes);
    const { log, spec, claude } = await startBusy(bench);

    const [exit, again] = await Promise.all([claude.stop(), claude.stop()]);

    assert.deepEqual(await tagged(spec.instanceId), []);
    assert.equal(
      log.of("turn_ended")[0]?.result.terminalReason,
      "aborted_tools",
    );
    assert.deepEqual(again, exit);
    assert.equal(log.of("exited").length, 1);
    await assert.rejects(
      claude.send({ uuid: crypto.randomUUID(), text: "more" }),
      { name: "ClaudeError", code: "write_failed" },
    );
    await assert.rejects(claude.interrupt(), { code: "stopped" });
    assert.deepEqual(await claude.stop(), exit);
  });

  Deno.test(`stop without grace begins with TERM, and its exit code comes through (${name})`, async () => {
    await using bench = await openBench(SCRIPT, changes);
    const { spec, claude } = await startBusy(bench);

    const exit = await claude.stop({ graceMs: 0 });

    assert.equal(exit.code, 143);
    assert.deepEqual(await tagged(spec.instanceId), []);
  });

  Deno.test(`a CLI that is killed is told as such, and its tools are swept (${name})`, async () => {
    await using bench = await openBench(SCRIPT, changes);
    const { log, spec, claude, processes } = await startBusy(bench);
    const cli = processes.find(({ command }) =>
      command.startsWith(bench.deps.claudePath)
    );
    assert.ok(cli);

    await runTool("/usr/bin/kill", ["-KILL", "--", String(cli.pid)]);
    const exit = await claude.exited;

    assert.deepEqual([exit.code, exit.signal], [137, "SIGKILL"]);
    assert.deepEqual(await tagged(spec.instanceId), []);
    assert.deepEqual(log.all.at(-1), { kind: "exited", exit });
  });
}

Deno.test("stop reaches KILL within 10 seconds, when the CLI does not react at all", async () => {
  await using bench = await openBench(SCRIPT);
  const { spec, claude, processes } = await startBusy(bench);
  for (const { pid } of processes) {
    await runTool("/usr/bin/kill", ["-STOP", "--", String(pid)]);
  }
  const startedAt = performance.now();

  const exit = await claude.stop();

  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs < 10_000, `took ${tookMs} ms`);
  assert.equal(exit.signal, "SIGKILL");
  assert.deepEqual(await tagged(spec.instanceId), []);
});

Deno.test("orphans of an agent's tools are collected while it lives, when it is contained", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "ended" }],
    fallback: {
      tool: {
        name: "Bash",
        input: {
          command: "(setsid sleep 0.1 &); (sleep 0.2 &)",
          description: "d",
        },
      },
    },
  });
  const log = new EventLog();
  const spec = await bench.spec({ allowedTools: ["Bash"] });
  await using claude = await bench.start(spec, log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  await log.nth("turn_ended");

  await untilTagged(
    spec.instanceId,
    (left) => !left.some(({ command }) => command.startsWith("sleep")),
  );
  const { ours, zombies: all } = await lookAtProcesses("/usr/bin/ps");

  const pids = new Set(ours.map(({ pid }) => pid));
  const zombies = all.filter(({ parentPid }) => pids.has(parentPid));
  assert.deepEqual(zombies, []);
});

Deno.test("sweepLeftovers ends what a dead instance left behind, and leaves others alone", async () => {
  const leave = (instance: string) =>
    new Deno.Command("/usr/bin/setsid", {
      args: ["sleep", "654"],
      clearEnv: true,
      env: { VAMP_INSTANCE: instance, VAMP_AGENT: "a" },
    }).spawn();
  const [dead, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const children = [leave(dead), leave(other)];
  await untilTagged(dead, (left) => left.length === 1);
  await untilTagged(other, (left) => left.length === 1);

  const ended = await sweepLeftovers(
    { kill: "/usr/bin/kill", ps: "/usr/bin/ps" },
    [dead],
    systemTimers,
  );

  assert.deepEqual(ended.map(({ pid }) => pid), [children[0]?.pid]);
  assert.deepEqual(await tagged(dead), []);
  assert.equal((await tagged(other)).length, 1);
  children[1]?.kill("SIGKILL");
  for (const child of children) await child.status;
});
