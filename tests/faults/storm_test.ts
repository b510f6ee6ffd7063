import { strict as assert } from "node:assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { claudeUnderTest } from "@/tests/helpers/claude_under_test.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";
import { LINES_A_SECOND } from "@/wrapper/line_pace.ts";

const MIB = 2 ** 20;
const STORM_MS = IS_LONG ? 60_000 : 5_000;
/** A kind of notice is told ten times a minute; the rest is what every agent tells. */
const MOST_EVENTS = IS_LONG ? 60 : 40;
const PROGRAM = fileURLToPath(
  new URL("../fixtures/programs/storming_claude.sh", import.meta.url),
);

Deno.test("F30: an agent that prints lines without end is read slowly, leaves little in the log, and holds no other agent up", async () => {
  await using on = await openPlatformBench({ fallback: "done" }, {
    claudePath: PROGRAM,
    agentEnv: { ANTHROPIC_API_KEY: "test-key", REAL_CLAUDE: claudeUnderTest() },
  });
  const other = await on.agent();
  const quietFrom = performance.now();
  await on.ended(await on.give(other.id, {}));
  const quietMs = performance.now() - quietFrom;
  const storm = await on.agent({ model: "storm" });
  const task = await on.give(storm.id, { max_attempts: 1 });
  await on.until(({ tasks }) => tasks[task.id]?.state.status === "running");
  const rssBefore = Deno.memoryUsage().rss;
  const sizeBefore = await storeBytes(on.bench.folder);

  const until = performance.now() + STORM_MS;
  const waitsMs: number[] = [];
  while (performance.now() < until) {
    const began = performance.now();
    const ended = await on.ended(await on.give(other.id, {}));
    waitsMs.push(performance.now() - began);
    assert.equal(ended.state.status, "completed");
  }
  const grownMib = (Deno.memoryUsage().rss - rssBefore) / MIB;
  const storedMib = (await storeBytes(on.bench.folder) - sizeBefore) / MIB;
  await on.platform.terminateAgent(storm.id);
  const about = (await on.events()).filter((event) =>
    "agent_id" in event && event.agent_id === storm.id
  );

  const words = JSON.stringify({
    quietMs,
    waitsMs,
    grownMib,
    storedMib,
    LINES_A_SECOND,
  });
  assert.ok(about.length <= MOST_EVENTS, `${about.length} events`);
  // The storm has the programs' processors, too: what counts is that all is done.
  const longestMs = Math.max(15_000, 20 * quietMs);
  assert.ok(waitsMs.every((ms) => ms < longestMs), words);
  assert.ok(grownMib < 256, words);
  assert.ok(storedMib < 16, words);
  await recordFault({ fault: "F30", count: 1 });
});

async function storeBytes(folder: string): Promise<number> {
  let sum = 0;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith("live.sqlite3")) continue;
    sum += (await Deno.stat(join(folder, name))).size;
  }
  return sum;
}
