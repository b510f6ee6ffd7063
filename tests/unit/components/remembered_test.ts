import assert from "node:assert/strict";
import { remembered } from "@/components/remembered.ts";

Deno.test("remembered works out the same object once, and another one anew", () => {
  const asked: string[] = [];
  const lengthOf = remembered(({ text }: { readonly text: string }) => {
    asked.push(text);
    return text.length;
  });
  const [first, second] = [{ text: "one" }, { text: "three" }];

  const lengths = [lengthOf(first), lengthOf(second), lengthOf(first)];

  assert.deepEqual(lengths, [3, 5, 3]);
  assert.deepEqual(asked, ["one", "three"]);
});

Deno.test("remembered keeps an answer that is undefined, too", () => {
  let asked = 0;
  const nothing = remembered((_of: object) => {
    asked++;
    return undefined;
  });
  const record = {};

  nothing(record);
  nothing(record);

  assert.equal(asked, 1);
});
