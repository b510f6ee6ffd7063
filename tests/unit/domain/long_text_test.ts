import { strict as assert } from "node:assert";
import fc from "fast-check";
import {
  beginning,
  INLINE_CHARS,
  inlinePart,
  LongText,
  shortText,
} from "@/domain/long_text.ts";

Deno.test("a beginning is short enough, begins the text and tears no character", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });

  fc.assert(fc.property(text, fc.integer({ min: 1, max: 40 }), (text, max) => {
    const part = beginning(text, max);

    assert.ok(part.length <= max && text.startsWith(part));
    assert.ok(part.length >= Math.min(text.length, max - 1));
    assert.ok(part.isWellFormed());
  }));
});

Deno.test("a text stays whole inline up to the limit, and is cut before a torn pair", () => {
  const full = "x".repeat(INLINE_CHARS);
  const torn = "x".repeat(INLINE_CHARS - 1) + "😀";

  assert.equal(inlinePart(full), full);
  assert.equal(inlinePart(full + "y"), full);
  assert.equal(inlinePart(torn), "x".repeat(INLINE_CHARS - 1));
});

Deno.test("a short text needs no blob and fits the schema of records", () => {
  assert.deepEqual(LongText.parse(shortText("hé")), {
    text: "hé",
    length: 2,
    blob: null,
  });
});
