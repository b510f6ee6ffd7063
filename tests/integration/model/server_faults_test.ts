import assert from "node:assert/strict";
import { type ScriptInput, startScriptedModel } from "@/model/mod.ts";
import { ask, readEvents } from "@/tests/helpers/model_client.ts";

const start = (script: ScriptInput) => startScriptedModel({ script, seed: 7 });

Deno.test("startScriptedModel answers with an API error and its headers, when the reply has a status", async () => {
  await using model = await start({
    fallback: {
      status: 429,
      message: "Slow down, {{model}}",
      headers: { "retry-after": "3" },
    },
  });

  const response = await ask(model, "hi");
  const body = await response.json();

  assert.equal(response.status, 429);
  assert.equal(response.headers.get("retry-after"), "3");
  assert.deepEqual(body, {
    type: "error",
    error: { type: "rate_limit_error", message: "Slow down, claude-test" },
  });
});

Deno.test("startScriptedModel drops the connection after the given events, when a stream is cut", async () => {
  await using model = await start({
    fallback: { text: "never whole", cut_after_events: 2 },
  });
  const response = await ask(model, "hi", { stream: true });

  const reading = response.text();

  await assert.rejects(reading);
});

Deno.test("startScriptedModel drops the connection before any byte of an answer, when a reply is reset", async () => {
  await using model = await start({ fallback: { reset: true } });

  const exchange = ask(model, "hi").then((response) => response.text());

  await assert.rejects(exchange);
});

Deno.test("startScriptedModel ends the body cleanly, when a stream ends early", async () => {
  await using model = await start({
    fallback: { text: "never whole", end_after_events: 2 },
  });

  const events = await readEvents(await ask(model, "hi", { stream: true }));

  assert.deepEqual(events.map((event) => event.event), [
    "message_start",
    "content_block_start",
  ]);
});

Deno.test("startScriptedModel sends an error event and ends, when a stream has an error", async () => {
  await using model = await start({
    fallback: { text: "never whole", error_at_event: 2, message: "Too busy" },
  });

  const events = await readEvents(await ask(model, "hi", { stream: true }));

  assert.deepEqual(events.map((event) => event.event), [
    "message_start",
    "content_block_start",
    "error",
  ]);
  assert.deepEqual(JSON.parse(events[2]!.data).error, {
    type: "overloaded_error",
    message: "Too busy",
  });
});

Deno.test("startScriptedModel breaks the JSON of one event, when a stream is malformed", async () => {
  await using model = await start({
    fallback: { text: "x", malformed_at_event: 2 },
  });

  const events = await readEvents(await ask(model, "hi", { stream: true }));

  assert.throws(() => JSON.parse(events[2]!.data), SyntaxError);
  assert.equal(JSON.parse(events[3]!.data).type, "content_block_stop");
});

Deno.test("startScriptedModel sends nothing more until it closes, when a stream stalls", async () => {
  await using model = await start({
    fallback: { text: "never whole", stall_after_events: 1 },
  });
  const response = await ask(model, "hi", { stream: true });
  const reader = response.body!.getReader();

  const first = await reader.read();
  const next = reader.read();
  await model.close();

  assert.match(new TextDecoder().decode(first.value), /message_start/);
  assert.equal((await next).done, true);
});

Deno.test("ScriptedModel.close ends hung, stalled and delayed answers, when they are in progress", async () => {
  const model = await start({
    rules: [
      { when: { new_user: "hang" }, reply: { hang: true } },
      { when: { new_user: "slow" }, reply: { text: "x", delay_ms: 60_000 } },
    ],
    fallback: { text: "x", stall_after_events: 1 },
  });
  const read = (prompt: string, stream: boolean) =>
    ask(model, prompt, { stream }).then((response) => response.text());
  const exchanges = Promise.allSettled([
    read("hang", true),
    read("stall", true),
    read("slow", true),
    read("slow", false),
  ]);
  await model.waitForRequest(() => model.requests.length === 4, 5_000);

  await model.close();
  const [hung, stalled] = await exchanges;

  assert.equal(hung.status, "rejected");
  assert.equal(stalled.status, "fulfilled");
  await assert.rejects(ask(model, "anyone?"));
});
