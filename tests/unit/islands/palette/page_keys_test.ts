import assert from "node:assert/strict";
import { pageKey } from "@/islands/palette/page_keys.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false };
const nowhere = { matches: () => false, closest: () => null };
const field = { matches: () => true, closest: () => null };
const inDialog = { matches: () => false, closest: () => ({}) };
const press = (
  key: string,
  { target = nowhere, isOn = true, isAfterG = false, ...held }: {
    readonly target?: unknown;
    readonly isOn?: boolean;
    readonly isAfterG?: boolean;
    readonly ctrlKey?: boolean;
  } = {},
) => pageKey({ ...NONE, ...held, key, target }, { isOn, isAfterG });

Deno.test("two keys lead to a page, when the first is g", () => {
  assert.deepEqual(press("g"), { kind: "g" });
  assert.deepEqual(press("t", { isAfterG: true }), {
    kind: "go",
    key: "t",
  });
  assert.equal(press("t"), undefined);
});

Deno.test("letters are no commands, when they are typed, in a dialog, or switched off", () => {
  assert.equal(press("n", { target: field }), undefined);
  assert.equal(press("?", { target: field }), undefined);
  assert.equal(press("n", { target: inDialog }), undefined);
  assert.equal(press("n", { isOn: false }), undefined);
  assert.deepEqual(press("n"), { kind: "next" });
  assert.deepEqual(press("?", { isOn: false }), {
    kind: "open",
    what: "sheet",
  });
});

Deno.test("the palette opens from anywhere but a dialog, with the modifier", () => {
  const palette = { kind: "open", what: "palette" };

  assert.deepEqual(press("k", { ctrlKey: true }), palette);
  assert.deepEqual(press("k", { ctrlKey: true, target: field }), palette);
  assert.equal(press("k", { ctrlKey: true, target: inDialog }), undefined);
});
