import assert from "node:assert/strict";
import { type ScriptInput, startScriptedModel } from "@/model/mod.ts";
import { ask, readEvents, textOfEvents } from "@/tests/helpers/model_client.ts";

const start = (script: ScriptInput) => startScriptedModel({ script, seed: 7 });

Deno.test("startScriptedModel streams a text as Messages API events, when asked to stream", async () => {
  await using model = await start({
    fallback: { text: "Hello there, visitor", chunk_size: 8 },
  });

  const response = await ask(model, "hi", { stream: true });
  const events = await readEvents(response);

  assert.equal(
    response.headers.get("content-type"),
    "text/event-stream; charset=utf-8",
  );
  assert.deepEqual(events.map((event) => event.event), [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
  assert.equal(textOfEvents(events), "Hello there, visitor");
});

Deno.test("startScriptedModel answers in one JSON message, when not asked to stream", async () => {
  await using model = await start({
    fallback: {
      thinking: "Hm.",
      text: "Let me look.",
      tool: { name: "Read", input: { file_path: "{{cwd}}/a.txt" } },
    },
  });

  const response = await ask(model, "hi", { cwd: "/home/ann/project" });
  const message = await response.json();

  assert.equal(message.stop_reason, "tool_use");
  assert.deepEqual(
    message.content.map((block: { type: string }) => block.type),
    ["thinking", "text", "tool_use"],
  );
  assert.deepEqual(message.content[2].input, {
    file_path: "/home/ann/project/a.txt",
  });
  assert.ok(message.usage.output_tokens > 0);
});

Deno.test("startScriptedModel sends a raw body as it is, when the reply has one", async () => {
  await using model = await start({
    fallback: { status: 502, raw_body: "<html>Bad gateway</html>" },
  });

  const response = await ask(model, "hi");
  const body = await response.text();

  assert.equal(response.status, 502);
  assert.equal(body, "<html>Bad gateway</html>");
});

Deno.test("startScriptedModel counts tokens, by the script or by the length of the request", async () => {
  await using model = await start({ count_tokens: 123, fallback: "x" });
  const count = async () =>
    await (await ask(model, "hi", { path: "/v1/messages/count_tokens" }))
      .json();

  const scripted = await count();
  model.setScript({ fallback: "x" });
  const estimated = await count();

  assert.deepEqual(scripted, { input_tokens: 123 });
  assert.ok(estimated.input_tokens > 0 && estimated.input_tokens !== 123);
});

Deno.test("startScriptedModel answers probes harmlessly and unknown paths with a 404", async () => {
  await using model = await start({ fallback: "x" });

  const probe = await fetch(model.url, { method: "HEAD" });
  const unknown = await fetch(`${model.url}/v1/nothing`);

  assert.equal(probe.status, 200);
  assert.equal(unknown.status, 404);
  assert.equal((await unknown.json()).error.type, "not_found_error");
});

Deno.test("startScriptedModel tells what it was asked, without credentials", async () => {
  await using model = await start({ rules: [{ name: "any", reply: "x" }] });
  await (await ask(model, "hi", { headers: { "x-api-key": "test-key" } }))
    .text();

  const shown = await (await fetch(`${model.url}/__requests`)).json();

  assert.equal(shown.length, 1);
  assert.equal(shown[0].rule, "any");
  assert.equal(shown[0].headers["x-api-key"], "***");
  assert.equal(shown[0].body.messages[0].content, "hi");
});

Deno.test("startScriptedModel replaces the script over HTTP, when it is valid", async () => {
  await using model = await start({ fallback: "old" });
  const put = (script: unknown) =>
    fetch(`${model.url}/__script`, {
      method: "POST",
      body: JSON.stringify(script),
    });
  const reply = async () =>
    (await (await ask(model, "hi")).json()).content[0].text;

  const bad = await put({ rules: [{ reply: { txt: "typo" } }] });
  const afterBad = await reply();
  const good = await put({ fallback: "new" });
  const afterGood = await reply();

  assert.equal(bad.status, 400);
  assert.match((await bad.json()).error.message, /rules\[0\]\.reply/);
  assert.equal(afterBad, "old");
  assert.equal(good.status, 204);
  assert.equal(afterGood, "new");
});

Deno.test("startScriptedModel refuses web pages, when a request carries an Origin", async () => {
  await using model = await start({ fallback: "x" });

  const page = await fetch(`${model.url}/__script`, {
    method: "POST",
    body: "{}",
    headers: { origin: "https://example.com" },
  });

  assert.equal(page.status, 403);
  await page.body?.cancel();
});

Deno.test("startScriptedModel refuses to listen, when the address is not loopback", async () => {
  const starting = startScriptedModel({
    script: { fallback: "x" },
    hostname: "0.0.0.0",
  });

  await assert.rejects(starting, {
    name: "RangeError",
    message: 'Cannot listen on "0.0.0.0": only loopback addresses are accepted',
  });
});

Deno.test("ScriptedModel.addRule answers before the script's own rules, when it applies", async () => {
  await using model = await start({ rules: [{ reply: "script" }] });
  const reply = async () =>
    (await (await ask(model, "hi")).json()).content[0].text;

  model.addRule({ times: 1, reply: "added" });
  const replies = [await reply(), await reply()];

  assert.deepEqual(replies, ["added", "script"]);
});

Deno.test("ScriptedModel.waitForRequest fails with what came instead, when the deadline passes", async () => {
  await using model = await start({ fallback: "x" });
  await (await ask(model, "hi")).text();

  const waiting = model.waitForRequest(() => false, 1);

  await assert.rejects(waiting, {
    message: "Cannot find awaited request: none within 1 ms, 1 others came",
  });
});

Deno.test("startScriptedModel forgets the oldest requests, when more came than it keeps", async () => {
  await using model = await startScriptedModel({
    script: { fallback: "x" },
    keepRequests: 2,
  });

  for (const prompt of ["one", "two", "three"]) {
    await (await ask(model, prompt)).text();
  }

  assert.deepEqual(model.requests.map((request) => request.index), [2, 3]);
});

Deno.test("startScriptedModel gives the same run again, when seed and requests are the same", async () => {
  const script: ScriptInput = {
    rules: [{ random: true, reply: ["a", "b", "c", "d"] }],
  };
  const run = async (seed: number) => {
    await using model = await startScriptedModel({ script, seed });
    const bodies: string[] = [];
    for (const prompt of ["one", "two", "one", "three", "four", "five"]) {
      bodies.push(await (await ask(model, prompt)).text());
    }
    return bodies;
  };

  const first = await run(1);
  const again = await run(1);
  const other = await run(2);

  assert.deepEqual(again, first);
  assert.notDeepEqual(other, first);
});
