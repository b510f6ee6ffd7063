import assert from "node:assert/strict";
import fc from "fast-check";
import type { ModelBlock, ModelMessage } from "@/model/model_message.ts";
import { encodeEvent, messageEvents } from "@/model/sse_events.ts";

function message(content: readonly ModelBlock[]): ModelMessage {
  return {
    id: "msg_1",
    model: "claude-test",
    content,
    stopReason: "end_turn",
    usage: {
      input_tokens: 1,
      cache_creation_input_tokens: 2,
      cache_read_input_tokens: 3,
      output_tokens: 4,
    },
  };
}

function deltasOf(content: readonly ModelBlock[], chunkSize: number) {
  return [...messageEvents(message(content), () => chunkSize)]
    .map((event) => JSON.parse(event.data))
    .filter((data) => data.type === "content_block_delta")
    .map((data) => data.delta);
}

Deno.test("messageEvents brackets every block, when a message has several", () => {
  const content: readonly ModelBlock[] = [
    { type: "thinking", thinking: "hm", signature: "c2ln" },
    { type: "tool_use", id: "t1", name: "Read", input: { a: 1 } },
  ];

  const events = [...messageEvents(message(content), () => 100)];

  assert.deepEqual(events.map((event) => event.event), [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_delta",
    "content_block_stop",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
  assert.deepEqual(JSON.parse(events[5]!.data).content_block, {
    type: "tool_use",
    id: "t1",
    name: "Read",
    input: {},
  });
  assert.equal(JSON.parse(events[8]!.data).usage.output_tokens, 4);
});

Deno.test("messageEvents loses and splits no character, whatever text and chunk size", () => {
  fc.assert(fc.property(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 0, max: 9 }),
    (text, chunkSize) => {
      const deltas = deltasOf([{ type: "text", text }], chunkSize);

      assert.equal(deltas.map((delta) => delta.text).join(""), text);
      assert.ok(deltas.every((delta) => delta.text.isWellFormed()));
    },
  ));
});

Deno.test("messageEvents spells a tool's input in JSON, whatever it holds", () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (input) => {
    const deltas = deltasOf(
      [{ type: "tool_use", id: "t1", name: "X", input }],
      5,
    );
    const json = deltas.map((delta) => delta.partial_json).join("");

    assert.equal(json, JSON.stringify(input));
  }));
});

Deno.test("messageEvents passes an unknown block on whole, without deltas", () => {
  const block = { type: "redacted_thinking", data: "abc" };

  const events = [
    ...messageEvents(message([{ type: "other", block }]), () => 1),
  ];

  assert.equal(events.length, 5);
  assert.deepEqual(JSON.parse(events[1]!.data).content_block, block);
});

Deno.test("encodeEvent keeps an event on two lines, when its text has line breaks", () => {
  const [event] = [
    ...messageEvents(message([{ type: "text", text: "a\nb" }]), () => 9),
  ].slice(2);

  const bytes = new TextDecoder().decode(encodeEvent(event!));

  assert.equal(
    bytes,
    'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\\nb"}}\n\n',
  );
});
