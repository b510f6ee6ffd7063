import { strict as assert } from "node:assert";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const MIB = 2 ** 20;

Deno.test("F37: a live store that another program has locked holds commits up, loses none, and never the agent's output", async () => {
  const lockedMs = IS_LONG ? 12_000 : 2_000;
  await using on = await openPlatformBench({
    fallback: { text: "word ".repeat(400), chunk_size: 5, chunk_delay_ms: 1 },
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
  const heard: string[] = [];
  const leave = on.platform.subscribe({
    events: () => {},
    delta: (delta) => {
      if (delta.type === "transcript.delta") heard.push(delta.text);
    },
  });

  const locker = new DatabaseSync(join(on.bench.folder, "live.sqlite3"));
  locker.exec("PRAGMA busy_timeout = 5000; BEGIN EXCLUSIVE");
  const seqBefore = on.platform.fleet().seq;
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, lockedMs);
  await promise;
  const seqLocked = on.platform.fleet().seq;
  locker.exec("ROLLBACK");
  locker.close();
  const ended = await on.ended(task, 60_000);
  leave();

  assert.ok(seqLocked - seqBefore <= 1, `${seqBefore}, then ${seqLocked}`);
  assert.deepEqual(
    [ended.state.status, ended.attempts.length],
    ["completed", 1],
  );
  assert.ok(heard.join("").length > 0, "nothing was read meanwhile");
  const seqs = (await on.events()).map(({ seq }) => seq);
  assert.deepEqual(seqs, seqs.map((_, index) => index + 1));
  await recordFault({ fault: "F37", count: 1 });
});

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
