import assert from "node:assert/strict";
import fc from "fast-check";
import { sseFrames } from "@/client/events/sse_frames.ts";

const STREAM = 'retry: 1000\n\n: a comment\n\nid: 7\ndata: {"a":1}\n\n' +
  "event: reset\r\ndata: {}\r\n\r\nid:8\ndata:one\ndata: two\n\n" +
  "event: heartbeat\n\n";
const FRAMES = [
  { name: "message", id: "7", data: '{"a":1}' },
  { name: "reset", id: undefined, data: "{}" },
  { name: "message", id: "8", data: "one\ntwo" },
];

Deno.test("frames are read with every line end, without comments and empty ones", () => {
  assert.deepEqual(sseFrames()(STREAM), FRAMES);
});

Deno.test("frames are the same, in whatever pieces the stream comes", () => {
  const places = fc.array(fc.nat(STREAM.length), { maxLength: 20 });

  fc.assert(fc.property(places, (cuts) => {
    const read = sseFrames();
    const ends = [0, ...cuts.toSorted((a, b) => a - b), STREAM.length];
    const pieces = ends.slice(1).map((end, i) => STREAM.slice(ends[i], end));

    assert.deepEqual(pieces.flatMap(read), FRAMES);
  }));
});
