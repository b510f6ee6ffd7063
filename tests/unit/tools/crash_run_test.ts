import { strict as assert } from "node:assert";
import { parseCrashRun } from "@/tools/crash_test.ts";

Deno.test("crash rounds take their number, the engine and a seed, in any order", () => {
  const parse = (...words: string[]) => parseCrashRun(words, () => "any");

  assert.deepEqual(parse(), { rounds: 200, postgres: false, seed: "any" });
  assert.deepEqual(parse("--seed=ab1", "20", "--postgres"), {
    rounds: 20,
    postgres: true,
    seed: "ab1",
  });
});

Deno.test("crash rounds refuse words that make no sense", () => {
  for (const word of ["0", "-3", "1.5", "many", "--seed=", "--pg"]) {
    assert.equal(parseCrashRun([word], () => "any"), undefined, word);
  }
});
