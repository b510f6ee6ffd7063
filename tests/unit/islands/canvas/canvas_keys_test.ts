import assert from "node:assert/strict";
import { canvasKey } from "@/islands/canvas/canvas_keys.ts";

const PLAIN = {
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
};

Deno.test("arrows pan, and move a node with shift", () => {
  const panned = canvasKey({ ...PLAIN, key: "ArrowLeft" });
  const moved = canvasKey({ ...PLAIN, key: "ArrowDown", shiftKey: true });

  assert.deepEqual(panned, { kind: "pan", right: -1, down: 0 });
  assert.deepEqual(moved, { kind: "move", right: 0, down: 1 });
});

Deno.test("plus and minus zoom, F and T fit and tidy", () => {
  const kinds = ["+", "=", "-", "f", "t"].map((key) =>
    canvasKey({ ...PLAIN, key })?.kind
  );

  assert.deepEqual(kinds, ["zoom", "zoom", "zoom", "fit", "tidy"]);
});

Deno.test("keys of the browser and of buttons are left alone", () => {
  const left = [
    canvasKey({ ...PLAIN, key: "f", ctrlKey: true }),
    canvasKey({ ...PLAIN, key: "ArrowLeft", altKey: true }),
    canvasKey({ ...PLAIN, key: "+", metaKey: true }),
    canvasKey({ ...PLAIN, key: "Enter" }),
    canvasKey({ ...PLAIN, key: "Tab" }),
  ];

  assert.deepEqual(left, [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
