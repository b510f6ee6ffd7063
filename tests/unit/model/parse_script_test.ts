import assert from "node:assert/strict";
import {
  parseRule,
  parseScript,
  parseScriptJson,
  ScriptError,
} from "@/model/parse_script.ts";

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof ScriptError);
    assert.equal(error.code, "script_invalid");
    return error.problems;
  }
  throw new assert.AssertionError({ message: "the script was accepted" });
}

Deno.test("parseScript fills in defaults, when a script leaves them out", () => {
  const script = parseScript({ rules: [{ reply: "x" }] });

  assert.deepEqual(script.defaults, {});
  assert.deepEqual(script.rules[0], {
    when: {},
    reply: "x",
    count_per: "script",
    cycle: false,
    random: false,
  });
});

const BAD_SCRIPTS: readonly (readonly [string, unknown, RegExp])[] = [
  [
    "a misspelt reply field",
    { rules: [{ reply: { txt: "x" } }] },
    /^rules\[0\]\.reply: .*"txt"/,
  ],
  ["a wrong type deep inside", {
    rules: [{ reply: "x" }, { reply: [{ text: "x" }, { status: "500" }] }],
  }, /^rules\[1\]\.reply\[1\]\.status: /],
  [
    "a misspelt condition",
    { rules: [{ when: { new_usr: "x" }, reply: "x" }] },
    /^rules\[0\]\.when: .*"new_usr"/,
  ],
  [
    "a broken expression",
    { rules: [{ when: { system: "/(/" }, reply: "x" }] },
    /^rules\[0\]\.when\.system: not a valid regular expression/,
  ],
  [
    "a reversed range",
    { fallback: { delay_ms: [5, 2] } },
    /^fallback\.delay_ms: the range must be written/,
  ],
  [
    "a rule without a reply",
    { rules: [{ when: {} }] },
    /^rules\[0\]: give exactly one of "reply" and "steps"/,
  ],
  ["both ways to choose", {
    rules: [{ reply: ["a"], cycle: true, random: true }],
  }, /^rules\[0\]: give at most one/],
  [
    "a tool call without a name",
    { fallback: { tool: { input: {} } } },
    /^fallback\.tool\.name: /,
  ],
  ["an unknown top-level field", { rule: [] }, /^\(top level\): .*"rule"/],
  ["something else altogether", 42, /^\(top level\): /],
];

for (const [what, script, expected] of BAD_SCRIPTS) {
  Deno.test(`parseScript names the path, when a script has ${what}`, () => {
    const problems = problemsOf(() => parseScript(script));

    assert.equal(problems.length, 1);
    assert.match(problems[0]!, expected);
  });
}

Deno.test("parseScript reports all problems on one line, when there are several", () => {
  const problems = problemsOf(() =>
    parseScript({ count_tokens: -1, rules: [{ reply: { hang: "yes" } }] })
  );

  assert.equal(problems.length, 2);
  assert.ok(problems.every((problem) => !problem.includes("\n")));
});

Deno.test("parseScriptJson says that the text is not JSON, when it is not", () => {
  const problems = problemsOf(() => parseScriptJson("{ rules: }"));

  assert.match(problems[0]!, /^not valid JSON/);
});

Deno.test("parseRule checks a single rule, when one is added", () => {
  const problems = problemsOf(() => parseRule({ reply: { status: 42 } }));

  assert.match(problems[0]!, /^reply\.status: /);
});

Deno.test("parseScriptJson accepts the script in the documentation", async () => {
  const page = await Deno.readTextFile("docs/scripted-model.md");
  const json = /```json\n([\s\S]*?)```/.exec(page)![1]!;

  const script = parseScriptJson(json);

  assert.equal(script.rules.length, 2);
});
