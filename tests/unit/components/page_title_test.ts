import assert from "node:assert/strict";
import { titleWithCount } from "@/components/page_title.ts";

Deno.test("titleWithCount replaces the count, when it changes", () => {
  const two = titleWithCount("Fleet · VAMP", 2);

  assert.equal(two, "(2) Fleet · VAMP");
  assert.equal(titleWithCount(two, 3), "(3) Fleet · VAMP");
  assert.equal(titleWithCount(two, 0), "Fleet · VAMP");
});
