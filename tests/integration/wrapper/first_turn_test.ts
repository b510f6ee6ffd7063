import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";

Deno.test("start resolves with the account, and a first turn is received, streamed and ended", async () => {
  await using bench = await openBench({ fallback: "Hello there." });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);
  const uuid = crypto.randomUUID();

  await claude.send({ uuid, text: "hi" });
  const { result } = await log.nth("turn_ended");
  const exit = await claude.stop();

  assert.equal(claude.account.source, "ANTHROPIC_API_KEY");
  assert.equal(log.of("message_received")[0]?.uuid, uuid);
  assert.equal(
    log.of("delta").map((delta) => delta.text).join(""),
    "Hello there.",
  );
  assert.equal(result.succeeded, true);
  assert.equal(result.text, "Hello there.");
  assert.deepEqual(result.answers, [uuid]);
  assert.deepEqual(log.of("unknown"), []);
  assert.deepEqual(log.of("malformed"), []);
  assert.equal(exit.code, 0);
  assert.equal(log.all.at(-1)?.kind, "exited");
});
