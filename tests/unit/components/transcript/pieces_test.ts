import assert from "node:assert/strict";
import { pieceOf } from "@/components/transcript/pieces.ts";

Deno.test("a page is rendered with the end, a piece before an entry, or one around it", () => {
  assert.deepEqual(pieceOf(0, {}), { from: 0, to: 0 });
  assert.deepEqual(pieceOf(30, {}), { from: 0, to: 30 });
  assert.deepEqual(pieceOf(1_030, {}), { from: 950, to: 1_030 });
  assert.deepEqual(pieceOf(1_030, { before: 950 }), { from: 850, to: 950 });
  assert.deepEqual(pieceOf(1_030, { entry: 420 }), { from: 350, to: 500 });
  assert.deepEqual(pieceOf(1_030, { entry: 3 }), { from: 0, to: 100 });
});

Deno.test("an entry that is not there yet leads to the end", () => {
  assert.deepEqual(pieceOf(30, { entry: 99 }), { from: 0, to: 30 });
});
