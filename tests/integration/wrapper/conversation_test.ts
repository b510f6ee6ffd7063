import { strict as assert } from "node:assert";
import { EventLog, openBench } from "@/tests/helpers/claude_under_test.ts";

const uuid = () => crypto.randomUUID();

/** A text that takes a few seconds to be written. */
const SLOW = {
  text: "word ".repeat(400),
  chunk_size: 5,
  chunk_delay_ms: 20,
};

Deno.test("a tool round shows the call, its result and the answer, when the tool is allowed", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "All done." }],
    fallback: {
      tool: { name: "Bash", input: { command: "echo 6*7", description: "d" } },
    },
  });
  const log = new EventLog();
  const spec = await bench.spec({ allowedTools: ["Bash(echo *)"] });
  await using claude = await bench.start(spec, log.record);

  await claude.send({ uuid: uuid(), text: "go" });
  const { result } = await log.nth("turn_ended");

  const call = log.of("block_finished").map(({ block }) => block)
    .find((block) => block.type === "tool_use");
  const [output] = log.of("tool_result");
  assert.equal(call?.name, "Bash");
  assert.equal(output?.toolUseId, call?.id);
  assert.equal(output?.text, "6*7");
  assert.equal(output?.isError, false);
  assert.equal(result.text, "All done.");
  assert.deepEqual(log.of("malformed"), []);
});

Deno.test("two turns run in one process, and the session state says idle after each", async () => {
  await using bench = await openBench({ fallback: "Answer {{n}}." });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);

  await claude.send({ uuid: uuid(), text: "one" });
  await log.nth("turn_ended", 1);
  await claude.send({ uuid: uuid(), text: "two" });
  await log.nth("turn_ended", 2);
  await log.nth("session_state", 4);

  assert.deepEqual(
    log.of("turn_ended").map(({ result }) => result.succeeded),
    [true, true],
  );
  assert.deepEqual(
    log.of("session_state").map(({ state }) => state),
    ["running", "idle", "running", "idle"],
  );
});

Deno.test("a message sent in the middle of a turn is queued, received and answered after it", async () => {
  await using bench = await openBench({
    rules: [{
      when: { new_user: "slow" },
      reply: { ...SLOW, text: "word ".repeat(60) },
    }],
    fallback: "And this.",
  });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);
  const [first, second] = [uuid(), uuid()];

  await claude.send({ uuid: first, text: "slow" });
  await log.nth("delta");
  await claude.send({ uuid: second, text: "then" });
  await log.nth("turn_ended", 2);

  assert.deepEqual(log.of("message_received").map((r) => r.uuid), [
    first,
    second,
  ]);
  assert.deepEqual(
    log.of("turn_ended").map(({ result }) => result.answers),
    [[first], [second]],
  );
});

Deno.test("interrupt ends a turn that is streaming, and the process takes the next message", async () => {
  await using bench = await openBench({
    rules: [{ when: { new_user: "slow" }, reply: SLOW }],
    fallback: "Fine.",
  });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);
  await claude.send({ uuid: uuid(), text: "slow" });
  await log.nth("delta", 3);

  await claude.interrupt({ cancelQueued: true });
  const { result } = await log.nth("turn_ended");
  await claude.send({ uuid: uuid(), text: "again" });
  const next = await log.nth("turn_ended", 2);

  assert.equal(result.succeeded, false);
  assert.equal(result.terminalReason, "aborted_streaming");
  assert.equal(log.of("block_finished")[0]?.aborted, true);
  assert.equal(next.result.text, "Fine.");
});

Deno.test("an API error is told by its retries and its status, and is no success", async () => {
  await using bench = await openBench({
    fallback: { status: 529, error_type: "overloaded_error", message: "busy" },
  });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);

  await claude.send({ uuid: uuid(), text: "go" });
  const { result } = await log.nth("turn_ended");

  assert.equal(result.succeeded, false);
  assert.equal(result.subtype, "success");
  assert.equal(result.apiErrorStatus, 529);
  const retries = log.of("api_retry");
  assert.ok(retries.length >= 1 && retries.length <= 2);
  assert.deepEqual(new Set(retries.map((r) => r.status)), new Set([529]));
  assert.equal(retries[0]?.maxRetries, 2);
});

Deno.test("a session that is taken up again remembers what was said before", async () => {
  await using bench = await openBench({
    rules: [{
      when: { any_user: "/code is 42[^]*what/" },
      reply: "It was 42.",
    }],
    fallback: "Noted.",
  });
  const spec = await bench.spec();
  const before = new EventLog();
  {
    await using claude = await bench.start(spec, before.record);
    await claude.send({ uuid: uuid(), text: "the code is 42" });
    await before.nth("turn_ended");
  }
  const log = new EventLog();
  const resumed = {
    ...spec,
    session: { ...spec.session, kind: "resume" as const },
  };

  await using claude = await bench.start(resumed, log.record);
  await claude.send({ uuid: uuid(), text: "what was the code?" });
  const { result } = await log.nth("turn_ended");

  assert.equal(result.text, "It was 42.");
  assert.equal((await log.nth("turn_started")).sessionId, spec.session.id);
});

Deno.test("text that looks like a command of the CLI reaches the model as it is", async () => {
  await using bench = await openBench({ fallback: "Heard: {{new_user}}" });
  const log = new EventLog();
  await using claude = await bench.start(await bench.spec(), log.record);
  const text = '/cost --help "quoted" $(touch made.txt) \u2028 end';

  await claude.send({ uuid: uuid(), text });
  const { result } = await log.nth("turn_ended");

  assert.equal(result.text, `Heard: ${text}`);
});

Deno.test("a tool server in this process is listed and called over the control channel", async () => {
  await using bench = await openBench({
    rules: [{ when: { has_tool_result: true }, reply: "Got {{tool_result}}" }],
    fallback: { tool: { name: "mcp__fleet__list_workers", input: {} } },
  });
  const log = new EventLog();
  const methods: string[] = [];
  const results: Record<string, unknown> = {
    "initialize": {
      protocolVersion: "2025-11-25",
      capabilities: { tools: {} },
      serverInfo: { name: "fleet", version: "1" },
    },
    "tools/list": {
      tools: [{
        name: "list_workers",
        description: "Lists the workers",
        inputSchema: { type: "object", properties: {} },
      }],
    },
    "tools/call": { content: [{ type: "text", text: "w1 and w2" }] },
  };
  const spec = await bench.spec({
    allowedTools: ["mcp__fleet"],
    toolServers: {
      fleet: (message) => {
        const { id, method } = message as { id?: number; method: string };
        methods.push(method);
        const reply = { jsonrpc: "2.0", id, result: results[method] };
        return Promise.resolve(id === undefined ? undefined : reply);
      },
    },
  });
  await using claude = await bench.start(spec, log.record);

  await claude.send({ uuid: uuid(), text: "who is there?" });
  const { result } = await log.nth("turn_ended");

  const [started] = log.of("turn_started");
  assert.deepEqual(started?.mcpServers, [{
    name: "fleet",
    status: "connected",
  }]);
  assert.equal(result.text, "Got w1 and w2");
  assert.deepEqual(methods, [
    "initialize",
    "notifications/initialized",
    "tools/list",
    "tools/call",
  ]);
});

Deno.test("a handler of events may await a request, when it is called", async () => {
  await using bench = await openBench({
    rules: [{ when: { new_user: "slow" }, reply: SLOW }],
    fallback: "x",
  });
  const log = new EventLog();
  const interrupted = Promise.withResolvers<void>();
  await using claude = await bench.start(await bench.spec(), async (event) => {
    if (event.kind === "delta" && log.of("delta").length === 0) {
      log.record(event);
      await claude.interrupt().then(interrupted.resolve, interrupted.reject);
    } else log.record(event);
  });

  await claude.send({ uuid: uuid(), text: "slow" });
  await interrupted.promise;
  const { result } = await log.nth("turn_ended");

  assert.equal(result.terminalReason, "aborted_streaming");
});
