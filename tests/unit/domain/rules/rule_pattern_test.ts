import assert from "node:assert/strict";
import fc from "fast-check";
import { RulePattern } from "@/domain/approval_rule.ts";
import { canonicalJson } from "@/domain/canonical_json.ts";
import { ruleFits } from "@/domain/rule_matching.ts";
import { narrowPattern, patternProblem } from "@/domain/rule_pattern.ts";
import { RULE_PRESETS } from "@/domain/rule_presets.ts";
import { questionsIn, unanswered } from "@/domain/questions.ts";
import { agentId } from "@/tests/helpers/fleet.ts";

const place = {
  kind: "permission" as const,
  working_directory: "/work/1",
  agent_id: agentId(1),
  role: "worker" as const,
  task_id: null,
};
const bash = (command: string) => ({
  ...place,
  tool: "Bash",
  input: { command },
});
const edit = (file_path: string) => ({
  ...place,
  tool: "Edit",
  input: { file_path },
});

Deno.test("the narrowest pattern fits its own command and no other", () => {
  const command = fc.string({
    unit: fc.constantFrom("r", "m", " ", "*", "\\", ";", "-"),
    minLength: 1,
  });
  fc.assert(fc.property(command, command, (one, other) => {
    const pattern = narrowPattern(bash(one));
    fc.pre(pattern !== undefined);
    const rule = { effect: "allow" as const, pattern };

    assert.ok(ruleFits(rule, bash(one)));
    assert.equal(ruleFits(rule, bash(other)), one === other);
  }));
});

Deno.test("the narrowest pattern names the file, or else the tool", () => {
  assert.deepEqual(narrowPattern(edit("src/../a*.ts")), {
    tool: "Edit",
    path: "/work/1/a\\*.ts",
  });
  assert.deepEqual(narrowPattern({ ...place, tool: "WebFetch", input: {} }), {
    tool: "WebFetch",
  });
});

Deno.test("some requests have no pattern that says them", () => {
  assert.equal(narrowPattern(bash("make\nmake install")), undefined);
  assert.equal(narrowPattern(bash(" ls")), undefined);
  assert.equal(narrowPattern(bash("x".repeat(2_000))), undefined);
  assert.equal(narrowPattern(edit("~/x")), undefined);
  assert.equal(
    narrowPattern({ ...place, kind: "question", tool: "Ask", input: {} }),
    undefined,
  );
});

Deno.test("a pattern that can never fit says why", () => {
  const problem = (pattern: unknown) =>
    patternProblem(RulePattern.parse(pattern));

  assert.match(problem({ tool: "mcp__*__x" }) ?? "", /star at its end/);
  assert.match(problem({ tool: "Read", command: "ls" }) ?? "", /about Bash/);
  assert.match(problem({ tool: "Bash", path: "src" }) ?? "", /take a path/);
  assert.match(problem({ tool: "Read", path: "a/../b" }) ?? "", /no \.\./);
  assert.match(problem({ tool: "Read", path: "~/b" }) ?? "", /folder/);
  assert.equal(problem({ tool: "*", path: "src/**" }), undefined);
  for (const { pattern } of RULE_PRESETS.flatMap(({ rules }) => rules)) {
    assert.equal(patternProblem(pattern), undefined);
  }
});

Deno.test("canonical JSON does not depend on the order of keys", () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
    const turned = Object.fromEntries(Object.entries(value).reverse());

    assert.equal(canonicalJson({ a: turned }), canonicalJson({ a: value }));
  }));
  assert.equal(
    canonicalJson({ b: [2, 1], a: { d: 1, c: null } }),
    '{"a":{"c":null,"d":1},"b":[2,1]}',
  );
});

Deno.test("every question of a set needs an answer of its own", () => {
  const questions = questionsIn({
    questions: [
      { question: "Which?", options: [{ label: "A" }, { label: "B" }] },
      { question: "constructor" },
    ],
  });

  assert.equal(questions.length, 2);
  assert.deepEqual(
    unanswered(questions, { "Which?": "A" }).map(({ question }) => question),
    ["constructor"],
  );
  assert.deepEqual(
    unanswered(questions, { "Which?": "C", constructor: "x" }),
    [],
  );
  assert.deepEqual(questionsIn({ questions: "none" }), []);
});
