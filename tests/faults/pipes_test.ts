import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import {
  openPlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";
import { until } from "@/tests/helpers/until.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const MIB = 2 ** 20;

/** How long another program has the live store. */
const LOCKED_MS = IS_LONG ? [12_000, 60_000] : [4_000];
/** Two seconds are what a commit may take. */
const NOTICED_MS = 2_500;
/** More pieces than a pipe holds, and then something that shows from outside that the agent got so far. */
const PIECES = 3_000;
const MARK = {
  text: "word ".repeat(PIECES),
  chunk_size: 5,
  tool: {
    name: "Bash",
    input: { command: "touch got_so_far", description: "d" },
  },
};

for (const lockedMs of LOCKED_MS) {
  Deno.test(`F37: a live store that another program has locked for ${lockedMs / 1_000} s holds commits up, loses none, and never the agent's output`, async () => {
    await using on = await openPlatformBench({
      rules: [{ when: { has_tool_result: true }, reply: "done" }],
      fallback: { ...MARK, delay_ms: 1_000 },
    });
    const agent = await on.agent({ allowed_tools: ["Bash"] });
    const task = await on.give(agent.id, {});
    await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
    const mark = join(agent.working_directory, "got_so_far");

    const locker = new DatabaseSync(join(on.bench.folder, "live.sqlite3"));
    locker.exec("PRAGMA busy_timeout = 5000; BEGIN EXCLUSIVE");
    const unlocked = Promise.withResolvers<void>();
    setTimeout(unlocked.resolve, lockedMs);
    const seqBefore = on.platform.fleet().seq;
    await until(
      "the agent got on, and its words wait to be stored",
      () => existsSync(mark),
    );
    const waiting = performance.now();
    await until(
      "it is noticed",
      () => performance.now() - waiting > NOTICED_MS,
    );
    const asked = performance.now();
    const refused = refusalOf(await on.platform.createSession("Release"));
    const refusedMs = performance.now() - asked;
    await unlocked.promise;
    const seqLocked = on.platform.fleet().seq;
    locker.exec("ROLLBACK");
    locker.close();
    const ended = await on.ended(task, 60_000);

    assert.ok(seqLocked - seqBefore <= 1, `${seqBefore}, then ${seqLocked}`);
    assert.equal(refused, "store_unavailable");
    assert.ok(refusedMs < 2_000, `refused after ${refusedMs} ms`);
    assert.deepEqual(
      [ended.state.status, ended.attempts.length],
      ["completed", 1],
    );
    const seqs = (await on.events()).map(({ seq }) => seq);
    assert.deepEqual(seqs, seqs.map((_, index) => index + 1));
    await recordFault({ fault: "F37", count: 1 });
  });
}

Deno.test("F47: a message to a CLI that does not read is refused in time, and costs no more memory than itself", async () => {
  await using bench = await openBench({ fallback: "heard" });
  const log = new EventLog();
  const claude = await bench.start(await bench.spec(), log.record);
  await claude.send({ uuid: crypto.randomUUID(), text: "first" });
  await log.nth("turn_ended");
  await runTool("/usr/bin/kill", ["-STOP", "--", `-${claude.pid}`]);
  const text = "x".repeat(10 * MIB);
  const before = Deno.memoryUsage().rss;

  const refusals: unknown[] = [];
  const began = performance.now();
  for (let n = 0; n < 3; n++) {
    await claude.send({ uuid: crypto.randomUUID(), text })
      .catch(({ code }) => refusals.push(code));
  }
  const tookMs = performance.now() - began;
  const grownMib = (Deno.memoryUsage().rss - before) / MIB;
  await runTool("/usr/bin/kill", ["-CONT", "--", `-${claude.pid}`]);
  await claude.stop({ graceMs: 0 });

  assert.deepEqual(refusals[0], "write_timeout");
  assert.equal(refusals.length, 3);
  assert.ok(tookMs < 45_000, `${tookMs} ms`);
  assert.ok(grownMib < 128, `${grownMib} MiB`);
  await recordFault({ fault: "F47", count: 3 });
});
