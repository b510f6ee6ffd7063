import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";
import { MAX_EVENT_BYTES } from "@/wrapper/decode/cap_event.ts";
import { runTool } from "@/wrapper/run_tool.ts";

const program = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/programs/${name}`, import.meta.url));
const PLAIN = { setpriv: undefined, unshare: undefined };

Deno.test("output that is broken or too long costs its own line only", async () => {
  await using bench = await openBench({ fallback: "" }, {
    claudePath: program("noisy_claude.sh"),
  });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);

  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  await log.nth("session_state");

  assert.deepEqual(
    log.of("malformed").map(({ reason, sizeBytes }) => [reason, sizeBytes]),
    [
      ["not_json", 8],
      ["not_object", 2],
      ["not_json", 2],
      ["bad_shape", 20],
      ["too_long", 17_000_000],
    ],
  );
  const [large] = log.of("user_text");
  assert.ok(large && large.text.length < MAX_EVENT_BYTES);
  assert.match(large.text, /characters cut\]$/);
});

Deno.test("the end is told in time, when something out of reach still holds the pipes", async () => {
  await using bench = await openBench({ fallback: "" }, {
    claudePath: program("leaving_claude.sh"),
    host: PLAIN,
  });
  const log = new EventLog();
  const spec = await bench.spec();
  await using claude = await bench.start(spec, log.record);
  const startedAt = performance.now();

  await claude.send({ uuid: crypto.randomUUID(), text: "go" });
  const exit = await claude.exited;

  const tookMs = performance.now() - startedAt;
  const left = (await Deno.readTextFile(`${spec.cwd}/left`)).trim();
  await runTool("/usr/bin/kill", ["-KILL", "--", left]);
  assert.equal(exit.code, 3);
  assert.ok(tookMs < 3000, `took ${tookMs} ms`);
  assert.deepEqual(log.all.at(-1), { kind: "exited", exit });
});
