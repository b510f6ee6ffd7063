import assert from "node:assert/strict";
import { quantile } from "@/tools/bench/quantile.ts";
import { staticImports } from "@/tools/bench/page_weight.ts";
import { median } from "@/tools/bench/start_time.ts";

Deno.test("median takes the middle, or the mean of the two in the middle", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 100]), 3.5);
});

Deno.test("staticImports finds what a minified script loads at once", () => {
  const source = 'import{a as b}from"./chunk-A.js";import"/x/B.js";' +
    'export*from"../C.js";const later=()=>import("./later.js");';

  assert.deepEqual(staticImports(source), [
    "./chunk-A.js",
    "/x/B.js",
    "../C.js",
  ]);
});

Deno.test("quantile is the value that the share does not exceed", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);

  assert.deepEqual(
    [0.5, 0.99, 1].map((share) => quantile(values, share)),
    [50, 99, 100],
  );
});
