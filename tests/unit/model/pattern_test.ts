import assert from "node:assert/strict";
import { isRegexPattern, matchPattern } from "@/model/pattern.ts";

Deno.test("matchPattern finds a plain part, when the case is the same", () => {
  assert.deepEqual(matchPattern("World", "Hello World"), { captures: [] });
  assert.equal(matchPattern("world", "Hello World"), undefined);
});

Deno.test("matchPattern returns the groups of an expression, empty ones as empty text", () => {
  const match = matchPattern("/hello (\\w+)(!)?/i", "Hello Ann");

  assert.deepEqual(match, { captures: ["Ann", ""] });
});

Deno.test("isRegexPattern takes a path for plain text, when its end is no list of flags", () => {
  assert.equal(isRegexPattern("/usr/bin"), false);
  assert.equal(isRegexPattern("/usr/"), true);
  assert.equal(isRegexPattern("/a/is"), true);
});
