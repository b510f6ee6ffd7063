import assert from "node:assert/strict";
import fc from "fast-check";
import { exactly, fitsWildcard, hasWildcard } from "@/domain/wildcard.ts";

const tricky = fc.string({
  unit: fc.constantFrom("a", "b", "*", "\\", "/", " ", "é", "😀"),
  maxLength: 12,
});

Deno.test("a pattern's stars stand for any text, its other characters for themselves", () => {
  const cases: [string, string, boolean][] = [
    ["git *", "git status", true],
    ["git *", "git", false],
    ["git *", "git ", true],
    ["*.ts", "a.ts", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-b-c-d", false],
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["a", "A", false],
    ["rm \\*", "rm *", true],
    ["rm \\*", "rm x", false],
    ["a\\b", "a\\b", true],
  ];

  for (const [pattern, text, fits] of cases) {
    assert.equal(fitsWildcard(pattern, text), fits, `${pattern} / ${text}`);
  }
});

Deno.test("an exact pattern fits its own text and no other", () => {
  fc.assert(fc.property(tricky, tricky, (text, other) => {
    const pattern = exactly(text);

    assert.equal(fitsWildcard(pattern, text), true);
    assert.equal(fitsWildcard(pattern, other), other === text);
    assert.equal(hasWildcard(pattern), false);
  }));
});

Deno.test("a pattern fits whenever its stars are filled with anything", () => {
  fc.assert(fc.property(fc.array(tricky, { minLength: 2 }), (parts) => {
    const pattern = parts.map(exactly).join("*");
    // A backslash before a star would make it a plain star.
    fc.pre(parts.slice(0, -1).every((part) => !part.endsWith("\\")));

    assert.ok(fitsWildcard(pattern, parts.join("anything")));
  }));
});

Deno.test("a pattern of many stars takes no longer than its length allows", () => {
  const startedMs = performance.now();

  assert.equal(fitsWildcard("a*".repeat(200) + "b", "a".repeat(4_000)), false);

  assert.ok(performance.now() - startedMs < 2_000);
});
