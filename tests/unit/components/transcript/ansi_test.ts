import assert from "node:assert/strict";
import fc from "fast-check";
import { ansiPieces, withoutAnsi } from "@/components/transcript/ansi.ts";

const ESC = "\u001b";

Deno.test("ansiPieces keeps colours and styles, as names", () => {
  const pieces = ansiPieces(
    `plain ${ESC}[1;31mbad${ESC}[22m still red${ESC}[0m over`,
  );

  assert.deepEqual(pieces, [
    { text: "plain ", looks: [] },
    { text: "bad", looks: ["ansi-red", "ansi-bold"] },
    { text: " still red", looks: ["ansi-red"] },
    { text: " over", looks: [] },
  ]);
});

Deno.test("ansiPieces passes over colours by number, without taking parts for codes", () => {
  assert.deepEqual(ansiPieces(`${ESC}[38;5;31mx${ESC}[48;2;1;4;31my`), [
    { text: "xy", looks: [] },
  ]);
});

Deno.test("what would move the cursor, name the window or link somewhere goes", () => {
  const output = [
    `${ESC}[2J${ESC}[10;4Hhome`,
    `${ESC}]0;title\u0007named`,
    `${ESC}]8;;http://example.com${ESC}\\link${ESC}]8;;${ESC}\\`,
    "bell\u0007 back\u0008",
  ].join("\n");

  assert.equal(withoutAnsi(output), "home\nnamed\nlink\nbell back");
});

Deno.test("of a line that was written over, the last writing stays", () => {
  assert.equal(withoutAnsi("10 %\r50 %\r100 %\r\ndone\r"), "100 %\ndone");
});

Deno.test("no output leaves a control character behind, or an unknown look", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(`${ESC}[`, `${ESC}]`, "31m", "0;1m", "\r", "\u009b", ESC),
  );
  fc.assert(fc.property(fc.array(part), (parts) => {
    const pieces = ansiPieces(parts.join(""));

    for (const { text, looks } of pieces) {
      // deno-lint-ignore no-control-regex -- these must be gone
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001a\u001c-\u001f]/);
      assert.ok(looks.every((look) => /^ansi-[a-z]+$/.test(look)));
    }
  }));
});
