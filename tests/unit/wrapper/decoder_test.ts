import { strict as assert } from "node:assert";
import fc from "fast-check";
import { capEvent, MAX_EVENT_BYTES } from "@/wrapper/decode/cap_event.ts";
import { Decoder } from "@/wrapper/decode/decoder.ts";
import { type Frame, readFrame } from "@/wrapper/decode/frame.ts";

const TYPES = [
  "system",
  "assistant",
  "user",
  "result",
  "stream_event",
  "command_lifecycle",
  "tool_progress",
  "rate_limit_event",
];

const decode = (frame: Frame) => new Decoder(() => false).decode(frame);

Deno.test("Decoder reports a known frame with another shape, and never throws", () => {
  const frame = fc.record({
    type: fc.constantFrom(...TYPES),
    subtype: fc.constantFrom("init", "api_retry", "task_started", "success"),
    message: fc.anything(),
    event: fc.anything(),
    content: fc.anything(),
  }, { requiredKeys: ["type"] }).map((value) =>
    JSON.parse(JSON.stringify(value)) as Frame
  );

  fc.assert(fc.property(frame, (frame) => {
    for (const event of decode(frame)) {
      assert.ok(
        ["malformed", "unknown", "rate_limit"].includes(event.kind),
        event.kind,
      );
    }
  }));
});

Deno.test("Decoder takes an echo for a receipt while its message waits for one, and for text otherwise", () => {
  const waiting = new Set(["first", "second"]);
  const decoder = new Decoder((uuid) => waiting.delete(uuid));
  const kinds = ["first", "second", "first", "a stranger's"].flatMap((uuid) =>
    decoder.decode({
      type: "user",
      message: { role: "user", content: "hello" },
      uuid,
      isReplay: true,
    }).map(({ kind }) => kind)
  );

  assert.deepEqual(kinds, [
    "message_received",
    "message_received",
    "user_text",
    "user_text",
  ]);
  assert.deepEqual([...waiting], []);
});

Deno.test("Decoder keeps a frame that nobody knows, whole and by its name", () => {
  const frames: Frame[] = [
    { type: "from_the_future", subtype: "x", a: 1 },
    { type: "system", subtype: "brand_new" },
    { no_type: true },
  ];

  const events = frames.flatMap(decode);

  assert.deepEqual(events, [
    { kind: "unknown", name: "from_the_future/x", raw: frames[0] },
    { kind: "unknown", name: "system/brand_new", raw: frames[1] },
    { kind: "unknown", name: "untyped", raw: frames[2] },
  ]);
});

Deno.test("Decoder keeps a block of an unknown type, and a result's other parts by name", () => {
  const block = { type: "server_tool_use", id: "x" };

  const [finished] = decode({
    type: "assistant",
    message: { id: "m", model: "s", content: [block] },
    parent_tool_use_id: null,
  });
  const [result] = decode({
    type: "user",
    message: {
      content: [{
        type: "tool_result",
        tool_use_id: "t",
        content: [{ type: "text", text: "a" }, { type: "image", source: {} }],
      }],
    },
  });

  assert.ok(finished?.kind === "block_finished");
  assert.deepEqual(finished.block, {
    type: "other",
    name: "server_tool_use",
    raw: block,
  });
  assert.ok(result?.kind === "tool_result");
  assert.equal(result.text, "a\n[image]");
  assert.equal(result.isError, false);
});

Deno.test("readFrame says why a line holds no frame", () => {
  const reasons = ["{", "42", "[]", "null", '"x"'].map((text) => {
    const read = readFrame({ kind: "line", text, sizeBytes: text.length });
    return !read.ok && read.event.kind === "malformed" && read.event.reason;
  });

  assert.deepEqual(reasons, [
    "not_json",
    "not_object",
    "not_object",
    "not_object",
    "not_object",
  ]);
});

Deno.test("capEvent cuts what is over one MiB, and says how much is gone", () => {
  const text = "x".repeat(3 * MAX_EVENT_BYTES);

  const cut = capEvent({ kind: "user_text", text, synthetic: false });

  assert.ok(cut.kind === "user_text");
  assert.ok(JSON.stringify(cut).length <= MAX_EVENT_BYTES);
  assert.match(cut.text, /\[… 2883584 characters cut\]$/);
});

Deno.test("capEvent makes every event fit, whatever makes it large", () => {
  const huge = [
    Array.from({ length: 400_000 }, (_, index) => index * 1000),
    Object.fromEntries(
      Array.from({ length: 60_000 }, (_, index) => [`key ${index}`, "value"]),
    ),
    { deep: { deeper: Array(300).fill("€".repeat(9000)) } },
  ];

  for (const raw of huge) {
    const event = { kind: "notice", name: "n", raw } as const;
    const cut = capEvent(event);

    assert.equal(cut.kind, "notice");
    const bytes = new TextEncoder().encode(JSON.stringify(cut)).length;
    assert.ok(bytes <= MAX_EVENT_BYTES, `${bytes}`);
    assert.match(JSON.stringify(cut), /cut\]/);
  }
});
