import { strict as assert } from "node:assert";
import fc from "fast-check";
import { type Line, LineSplitter } from "@/wrapper/line_splitter.ts";

const encoder = new TextEncoder();

/** Feeds bytes in chunks that end at the given places. */
function split(
  bytes: Uint8Array,
  cuts: readonly number[],
  cap?: number,
): Line[] {
  const splitter = new LineSplitter(cap);
  const lines: Line[] = [];
  let start = 0;
  const places = cuts.map((cut) => cut % (bytes.length + 1));
  for (const end of [...places.sort((a, b) => a - b), bytes.length]) {
    lines.push(...splitter.push(bytes.slice(start, end)));
    start = end;
  }
  const last = splitter.end();
  return last ? [...lines, last] : lines;
}

const texts = (lines: readonly Line[]) =>
  lines.map((line) => line.kind === "line" ? line.text : line.kind);

Deno.test("LineSplitter gives the same lines, wherever the chunks break", () => {
  const line = fc.string({ unit: "binary" })
    .map((text) => text.replace(/[\r\n\uFEFF]/g, "").toWellFormed());

  fc.assert(fc.property(
    fc.array(line),
    fc.array(fc.nat()),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
    (lines, cuts, ending, endsOpen) => {
      const text = lines.join(ending) + (endsOpen ? "" : ending);

      const found = split(encoder.encode(text), cuts);

      assert.deepEqual(texts(found), lines.filter((line) => line !== ""));
    },
  ));
});

Deno.test("LineSplitter never throws and loses no line ending, whatever the bytes", () => {
  fc.assert(fc.property(
    fc.uint8Array({ maxLength: 2000, size: "max" }),
    fc.array(fc.nat()),
    fc.integer({ min: 200, max: 300 }),
    (bytes, cuts, cap) => {
      const whole = split(bytes, [], cap);

      const pieces = split(bytes, cuts, cap);

      assert.deepEqual(pieces, whole);
      for (const line of pieces) {
        assert.equal(line.kind === "too_long", line.sizeBytes > cap);
      }
    },
  ));
});

Deno.test("LineSplitter skips a line to its end and goes on after it, when it is too long", () => {
  const bytes = encoder.encode(`before\n${"x".repeat(5000)}\nafter\n`);

  const lines = split(bytes, [1000, 2000, 3000], 100);

  assert.deepEqual(texts(lines), ["before", "too_long", "after"]);
  assert.equal(lines[1]?.sizeBytes, 5000);
});

Deno.test("LineSplitter lets a line of exactly the cap through, also before CR LF", () => {
  const fits = "x".repeat(100);

  const lines = split(
    encoder.encode(`${fits}\n${fits}\r\n${fits}x\n`),
    [],
    100,
  );

  assert.deepEqual(texts(lines), [fits, fits, "too_long"]);
});

Deno.test("LineSplitter replaces bytes that are not UTF-8, and keeps the line", () => {
  const lines = split(Uint8Array.of(0x61, 0xff, 0x62, 0x0a), []);

  assert.deepEqual(texts(lines), ["a\uFFFDb"]);
});
