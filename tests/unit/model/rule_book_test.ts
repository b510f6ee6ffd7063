import assert from "node:assert/strict";
import { parseRule, parseScript } from "@/model/parse_script.ts";
import { RuleBook } from "@/model/rule_book.ts";
import type { ScriptInput } from "@/model/script_schema.ts";
import { seededRandom } from "@/model/seeded_random.ts";
import { conversationWith } from "@/tests/helpers/model_conversation.ts";

function play(script: ScriptInput, sessions: readonly string[]) {
  const book = new RuleBook(parseScript(script));
  return sessions.map((session) =>
    book.choose(conversationWith({ session }), seededRandom("x"))?.reply.text
  );
}

Deno.test("RuleBook repeats the last of a list, when all were used", () => {
  const texts = play({ rules: [{ reply: ["a", "b"] }] }, ["", "", ""]);

  assert.deepEqual(texts, ["a", "b", "b"]);
});

Deno.test("RuleBook begins a list anew, when it cycles", () => {
  const texts = play({ rules: [{ reply: ["a", "b"], cycle: true }] }, [
    "",
    "",
    "",
  ]);

  assert.deepEqual(texts, ["a", "b", "a"]);
});

Deno.test("RuleBook goes on to the next rule, when one has no uses left", () => {
  const texts = play({ rules: [{ times: 2, reply: "a" }], fallback: "b" }, [
    "",
    "",
    "",
  ]);

  assert.deepEqual(texts, ["a", "a", "b"]);
});

Deno.test("RuleBook counts each session by itself, when the rule asks for it", () => {
  const rule = { times: 1, count_per: "session" as const, reply: "a" };

  const texts = play({ rules: [rule], fallback: "b" }, [
    "s1",
    "s2",
    "s1",
    "s2",
  ]);

  assert.deepEqual(texts, ["a", "a", "b", "b"]);
});

Deno.test("RuleBook picks a step by the tool rounds since the prompt, not by its uses", () => {
  const book = new RuleBook(parseScript({ rules: [{ steps: ["a", "b"] }] }));
  const at = (step: number) =>
    book.choose(conversationWith({ step }), seededRandom("x"))?.reply.text;

  const texts = [at(1), at(0), at(5)];

  assert.deepEqual(texts, ["b", "a", "b"]);
});

Deno.test("RuleBook lays the defaults under a reply, when the reply does not say otherwise", () => {
  const book = new RuleBook(parseScript({
    defaults: { delay_ms: 5, model: "m" },
    fallback: { text: "x", delay_ms: 9 },
  }));

  const choice = book.choose(conversationWith(), seededRandom("x"));

  assert.deepEqual(choice?.reply, { text: "x", delay_ms: 9, model: "m" });
  assert.equal(choice?.rule, "fallback");
});

Deno.test("RuleBook has no answer, when no rule applies and there is no fallback", () => {
  const texts = play({ rules: [{ when: { system: "x" }, reply: "a" }] }, [""]);

  assert.deepEqual(texts, [undefined]);
});

Deno.test("RuleBook asks an added rule first, when it applies", () => {
  const book = new RuleBook(parseScript({ rules: [{ reply: "script" }] }));

  book.prepend(parseRule({ name: "mine", reply: "added" }));
  const choice = book.choose(conversationWith(), seededRandom("x"));

  assert.equal(choice?.rule, "mine");
  assert.equal(choice?.reply.text, "added");
});
