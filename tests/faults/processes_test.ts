import { strict as assert } from "node:assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentId } from "@/domain/ids.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import {
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";
import { tagged, untilTagged } from "@/tests/helpers/tagged.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import { runTool } from "@/wrapper/run_tool.ts";

/** Does not end on TERM, has a child in a session of its own and an orphan. */
const STUBBORN = "trap '' TERM INT HUP; (setsid sleep 971 &) ; " +
  "setsid sh -c \"trap '' TERM INT HUP; while :; do sleep 1; done\" & " +
  "while :; do sleep 1; done";
const bash = (command: string) => ({
  tool: { name: "Bash", input: { command, description: "d" } },
});

function pidOf(on: PlatformBench, agent: AgentId): number {
  const state = on.platform.fleet().agents[agent]?.state;
  assert.ok(state && "process_id" in state && state.process_id);
  return state.process_id;
}

Deno.test("F6: a tool that ignores signals, leaves its session and forks twice is gone within 10 s of its agent's end", async () => {
  const rounds = IS_LONG ? 5 : 1;
  for (let round = 0; round < rounds; round++) {
    await using on = await openPlatformBench({ fallback: bash(STUBBORN) });
    const agent = await on.agent({ allowed_tools: ["Bash"] });
    await on.give(agent.id, {});
    await untilTagged(
      on.instanceId,
      (all) => all.some(({ command }) => command === "sleep 971"),
    );

    const began = performance.now();
    const ended = await on.platform.terminateAgent(agent.id);
    const tookMs = performance.now() - began;

    assert.ok(ended.ok);
    assert.deepEqual(await tagged(on.instanceId), []);
    assert.ok(tookMs < 10_000, `it took ${tookMs} ms`);
  }
  await recordFault({ fault: "F6", count: rounds });
});

for (const signal of ["SEGV", "ABRT", "BUS"].slice(0, IS_LONG ? 3 : 1)) {
  Deno.test(`F12: an agent that dies of ${signal} in the middle of a tool goes on in its session, with one attempt more`, async () => {
    await using on = await openPlatformBench({
      rules: [
        { when: { last_user: "Attempt 2" }, reply: "done" },
        { when: { last_user: "first" }, reply: "done" },
      ],
      fallback: bash("while :; do sleep 1; done"),
    });
    const agent = await on.agent({ allowed_tools: ["Bash"] });
    await on.ended(await on.give(agent.id, { description: "first" }));
    const task = await on.give(agent.id, { description: "second" });
    await on.until(({ agents }) => {
      const state = agents[agent.id]?.state;
      return state?.status === "busy" && state.activity.kind === "tool";
    });

    const claude = (await tagged(on.instanceId)).find(({ command }) =>
      command.startsWith(on.bench.deps.claudePath)
    );
    assert.ok(claude);
    await runTool("/usr/bin/kill", [`-${signal}`, "--", String(claude.pid)]);
    const ended = await on.ended(task);

    assert.equal(ended.state.status, "completed");
    assert.deepEqual(
      ended.attempts.map(({ outcome }) => outcome),
      ["crashed", "succeeded"],
    );
    const after = on.platform.fleet().agents[agent.id];
    assert.equal(after?.claude_session.id, agent.claude_session.id);
    await recordFault({ fault: "F12", count: 1 });
  });
}

Deno.test("F13: agents that crash in one moment all start again, and finish what they had", async () => {
  const count = IS_LONG ? 20 : 5;
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "Attempt 2" }, reply: "done" }],
    fallback: { text: "word ".repeat(4_000), chunk_delay_ms: 100 },
  }, { maxAgents: count, parallelStarts: 2 });
  const agents = await Promise.all(
    Array.from({ length: count }, () => on.agent()),
  );
  const tasks = await Promise.all(agents.map(({ id }) => on.give(id, {})));
  await on.until(({ tasks: all }) =>
    tasks.every(({ id }) => all[id]?.state.status === "running")
  );

  const pids = agents.map(({ id }) => String(pidOf(on, id)));
  await runTool("/usr/bin/kill", ["-KILL", "--", ...pids]);
  const ended = await Promise.all(tasks.map((task) => on.ended(task, 120_000)));

  assert.deepEqual(
    ended.map(({ state, attempts }) => [state.status, attempts.length]),
    agents.map(() => ["completed", 2]),
  );
  const log = await on.events();
  const crashes = log.filter(({ type }) => type === "agent.crashed");
  assert.equal(crashes.length, count);
  assert.equal(log.filter(({ type }) => type === "agent.failed").length, 0);
  await recordFault({ fault: "F13", count });
});

Deno.test("F13: twenty agents whose processes are killed in one moment start again apart from each other, no more than five in a second", async () => {
  const rounds = IS_LONG ? 3 : 1;
  const count = 20;
  await using folder = await tempDirectory();
  const begun = join(folder.path, "begun");
  await using on = await openPlatformBench({ fallback: "done" }, {
    claudePath: await notedStandIn(folder.path, begun),
    maxAgents: count,
    parallelStarts: count,
  });
  const agents = await Promise.all(
    Array.from({ length: count }, () => on.agent({ model: "stand-in" })),
  );

  for (let round = 0; round < rounds; round++) {
    await Deno.writeTextFile(begun, "");
    const crashes = round + 1;
    const pids = agents.map(({ id }) => String(pidOf(on, id)));
    await runTool("/usr/bin/kill", ["-KILL", "--", ...pids]);
    await on.until(
      ({ agents: all }) =>
        agents.every(({ id }) =>
          all[id]?.crashes.length === crashes && all[id].state.status === "idle"
        ),
      60_000,
    );

    const startsMs = (await Deno.readTextFile(begun)).trim().split("\n")
      .map((ns) => Number(ns) / 1e6).sort((a, b) => a - b);
    assert.equal(startsMs.length, count);
    const crowd = Math.max(
      ...startsMs.map((fromMs) =>
        startsMs.filter((ms) => ms >= fromMs && ms < fromMs + 1_000).length
      ),
    );
    assert.ok(crowd <= 6, `${crowd} starts in one second`);
  }
  const tasks = await Promise.all(agents.map(({ id }) => on.give(id, {})));
  const ended = await Promise.all(tasks.map((task) => on.ended(task)));
  assert.ok(ended.every(({ state }) => state.status === "completed"));
  await recordFault({ fault: "F13", count: rounds * count });
});

/** A program in place of claude that notes when it was begun; on a crowded host that is a moment late. */
async function notedStandIn(folder: string, begun: string): Promise<string> {
  const path = join(folder, "claude");
  const standIn = fromFileUrl("../../tools/soak/stand_in_claude.sh");
  const lines = ["#!/bin/sh", `date +%s%N >> ${begun}`, `exec ${standIn} "$@"`];
  await Deno.writeTextFile(path, lines.join("\n"), { mode: 0o755 });
  return path;
}

const fromFileUrl = (path: string) =>
  fileURLToPath(new URL(path, import.meta.url));
