import { strict as assert } from "node:assert";
import fc from "fast-check";
import { FOUND_BEGINS, FOUND_ENDS, snippetOf } from "@/db/pg/snippet.ts";

const mark = (text: string) =>
  text.replaceAll(/word/g, `${FOUND_BEGINS}word${FOUND_ENDS}`);
const shown = (text: string, marked = mark(text)) =>
  snippetOf(text, marked).map((piece) =>
    piece.found ? `[${piece.text}]` : piece.text
  ).join("");

Deno.test("a snippet shows a short text as it was written", () => {
  assert.equal(
    shown("a <word> and word\n\tmore"),
    "a <[word]> and [word] more",
  );
  assert.equal(shown("word"), "[word]");
  assert.equal(shown("none"), "none");
  assert.equal(shown(""), "");
});

Deno.test("a snippet keeps the text's own characters where the marked one has blanks", () => {
  const marked = `src ${FOUND_BEGINS}word${FOUND_ENDS} ts`;

  assert.equal(shown("src/word.ts", marked), "src/[word].ts");
});

Deno.test("a snippet of a long text begins before the first found word", () => {
  const text = `${"before ".repeat(100)}word ${"after ".repeat(100)}`;

  assert.match(shown(text), /^…(before )+\[word\] (after )+[after]*…$/);
});

Deno.test("a snippet falls back to the beginning when the texts do not fit together", () => {
  const marked = `${FOUND_BEGINS}word${FOUND_ENDS} and more`;

  assert.equal(shown("another text", marked), "another text");
});

Deno.test("a snippet is always part of the text, and never tears a character", () => {
  const unit = fc.constantFrom("a", " ", "🙂", "\n", "word", "é");
  fc.assert(fc.property(fc.string({ unit, maxLength: 900 }), (text) => {
    const pieces = snippetOf(text, mark(text));

    const inner = pieces.map((piece) => piece.text).filter((t) => t !== "…");
    const flat = text.replaceAll(/\s/g, "");
    assert.ok(flat.includes(inner.join("").replaceAll(" ", "")));
    assert.ok(inner.join("").isWellFormed());
    assert.ok(inner.join("").length <= 240);
    assert.equal(pieces.some(({ found }) => found), text.includes("word"));
  }));
});
