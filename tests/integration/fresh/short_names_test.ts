import assert from "node:assert/strict";
import { shortNames } from "@/lib/fresh/build/short_names.ts";

const PATHS = [
  "/p/_fresh/chunk-AAAAAAAA.js",
  "/p/_fresh/chunk-BBBBBBBB.js",
  "/p/_fresh/View-CCCCCCCC.js",
  "/p/_fresh/View-CCCCCCCC.js.map",
];

Deno.test("scripts of one build have names that differ by a short number, wherever they stand", () => {
  const named = shortNames(PATHS);

  const text = named(
    'import{a}from"./chunk-BBBBBBBB.js";import("./View-CCCCCCCC.js");"chunk-ZZZZZZZZ.js"',
  );

  const build = /chunk-([0-9a-f]{8})2/.exec(text)?.[1];
  assert.equal(
    text,
    `import{a}from"./chunk-${build}2.js";import("./View-${build}0.js");"chunk-ZZZZZZZZ.js"`,
  );
  assert.equal(named("View-CCCCCCCC.js.map"), `View-${build}0.js.map`);
});

Deno.test("when one script is another one, all have other names", () => {
  const changed = PATHS.with(0, "/p/_fresh/chunk-AAAAAAAB.js");

  const [before, after] = [PATHS, changed]
    .map((paths) => shortNames(paths)("View-CCCCCCCC.js"));

  assert.notEqual(before, after);
});
