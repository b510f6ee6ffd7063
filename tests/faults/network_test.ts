import { strict as assert } from "node:assert";
import { startScriptedModel } from "@/model/mod.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";
import { openPlatformBench } from "@/tests/helpers/platform_under_test.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { tempDirectory } from "@/tests/helpers/temp_directory.ts";
import {
  freePort,
  startVamp,
  TEST_TOKEN,
  until,
} from "@/tests/helpers/vamp_server.ts";

const ROUND_TRIPS = IS_LONG ? 20 : 2;

for (
  const [what, broken] of [
    ["drops its connections before an answer", { reset: true }],
    ["breaks off in the middle of an answer", {
      text: "some words of an answer",
      cut_after_events: 3,
    }],
  ] as const
) {
  Deno.test(`F21: a task is done in its session, though the API ${what}`, async () => {
    await using on = await openPlatformBench({
      rules: [
        { when: { last_user: "first" }, reply: "done" },
        { times: 2, reply: broken },
      ],
      fallback: "done after all",
    });
    const agent = await on.agent();
    await on.ended(await on.give(agent.id, { description: "first" }));

    const task = await on.ended(
      await on.give(agent.id, { description: "second" }),
      120_000,
    );

    assert.ok(task.state.status === "completed");
    assert.equal(task.state.result.output.text, "done after all");
    const after = on.platform.fleet().agents[agent.id];
    assert.equal(after?.claude_session.id, agent.claude_session.id);
    await recordFault({ fault: "F21", count: 2 });
  });
}

Deno.test("F5: a task whose answer is lost five times with the connection is one task", async () => {
  await using folder = await tempDirectory();
  await using model = await startScriptedModel({ script: { fallback: "ok" } });
  const port = freePort();
  await using server = await startVamp("start", folder.path, {
    API_PORT: String(port),
    API_RATE_LIMIT: "0",
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: "test-key",
    MONITORING_ENABLED: "false",
  });
  for (let round = 0; round < ROUND_TRIPS; round++) {
    const body = JSON.stringify({ description: `only once, ${round}` });
    const headers = { "idempotency-key": `a-key-of-${round}` };
    for (let lost = 0; lost < 5; lost++) {
      using connection = await RawConnection.open(port);
      await connection.send(
        "POST /api/tasks HTTP/1.1",
        `Host: 127.0.0.1:${port}`,
        `Authorization: Bearer ${TEST_TOKEN}`,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        `Idempotency-Key: ${headers["idempotency-key"]}`,
        "",
        body,
      );
      // Closed with the answer unread, or not yet made.
    }

    const answer = await until(async () => {
      const each = await server.api("/api/tasks", {
        method: "POST",
        body,
        headers,
      });
      // 409: one of the five is still being acted on.
      if (each.status !== 409) return each;
      await each.body?.cancel();
    }, "the key stays in use");

    const { items } = await (await server.api("/api/tasks")).json();
    const task = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(task));
    assert.deepEqual(
      items.filter((each: { description: string }) =>
        each.description === `only once, ${round}`
      ).map(({ id }: { id: string }) => id),
      [task.id],
    );
  }
  await server.stop();
  await recordFault({ fault: "F5", count: ROUND_TRIPS * 5 });
});
