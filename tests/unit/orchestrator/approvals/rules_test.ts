import { strict as assert } from "node:assert";
import type { Decision } from "@/domain/approval.ts";
import type { NewRule } from "@/domain/approval_rule.ts";
import { openDesk } from "@/tests/helpers/approvals_under_test.ts";
import { agentId, taskId } from "@/tests/helpers/fleet.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

const PERSON = { kind: "person" } as const;
const TESTS: NewRule = {
  effect: "allow",
  pattern: { tool: "Bash", command: "npm test *" },
  note: "",
};
const allow = (scope: "once" | "task" | "always"): Decision => ({
  decision: "allow",
  scope,
});

Deno.test("a rule answers at once, is recorded as the one who decided, and counts it", async () => {
  using bench = await openDesk();
  const rule = granted(await bench.desk.rules.create(TESTS, PERSON));

  const fitting = await bench.ask(1, { command: "npm test unit" });
  const other = await bench.ask(1, { command: "npm test; rm -rf /" });
  await fitting.settled;

  assert.deepEqual(fitting.answers, [{ behavior: "allow" }]);
  assert.deepEqual(other.answers, []);
  assert.deepEqual(bench.approvals()[0]?.state, {
    status: "allowed",
    since: bench.clock.now(),
    by: { kind: "rule", rule_id: rule.id },
    scope: "always",
    answers: null,
  });
  assert.equal(bench.writer.committed.rules[rule.id]?.hits, 1);
});

Deno.test("a rule that denies tells the agent why", async () => {
  using bench = await openDesk();
  granted(
    await bench.desk.rules.create({
      effect: "deny",
      pattern: { tool: "Bash", command: "git push*" },
      note: "a person pushes",
    }, PERSON),
  );

  const ask = await bench.ask(1, { command: "git push origin main" });
  await ask.settled;

  assert.match(
    JSON.stringify(ask.answers),
    /A rule denied this: a person pushes/,
  );
});

Deno.test("a new rule answers what waits and fits, and nothing else", async () => {
  using bench = await openDesk();
  const fitting = await bench.ask(1, { command: "npm test unit" });
  const other = await bench.ask(2, { command: "npm publish" });

  granted(await bench.desk.rules.create(TESTS, PERSON));
  await fitting.settled;

  assert.equal(fitting.answers.length, 1);
  assert.equal(other.answers.length, 0);
});

Deno.test("a rule made while a process is gone answers it when it asks again", async () => {
  using bench = await openDesk();
  await bench.ask(1, { command: "npm test unit" });
  await bench.restart();

  granted(await bench.desk.rules.create(TESTS, PERSON));
  const again = await bench.ask(1, { command: "npm test unit" });
  await again.settled;

  assert.deepEqual(again.answers, [{ behavior: "allow" }]);
  assert.equal(bench.approvals().length, 1);
});

Deno.test("allowed for the task: the same again is allowed until the task ends", async () => {
  using bench = await openDesk();
  const make = { command: "make *" };
  const first = await bench.ask(1, make);

  granted(await bench.desk.decide(bench.id(1), allow("task"), PERSON));
  const same = await bench.ask(1, make);
  const wider = await bench.ask(1, { command: "make all" });
  const elsewhere = await bench.ask(2, make);
  await Promise.all([first.settled, same.settled]);
  const rules = Object.values(bench.writer.committed.rules);
  await bench.writer.append([{
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(1),
    data: { reason: "asked" },
  }]);
  await bench.clock.pass(1);

  assert.equal(same.answers.length, 1);
  assert.deepEqual(wider.answers.length + elsewhere.answers.length, 1);
  assert.equal(wider.answers[0]?.behavior, "deny");
  assert.deepEqual(rules.map(({ pattern }) => pattern), [{
    tool: "Bash",
    command: "make \\*",
    task_id: taskId(1),
  }]);
  assert.deepEqual(bench.writer.committed.rules, {});
});

Deno.test("allowed always: a rule is left that fits the same from any agent", async () => {
  using bench = await openDesk();
  const input = { file_path: "src/a.ts", old_string: "a", new_string: "b" };
  await bench.ask(1, input, { tool: "Edit" });

  const decided = granted(
    await bench.desk.decide(bench.id(1), allow("always"), PERSON),
  );
  const rules = Object.values(bench.writer.committed.rules);

  assert.equal(
    decided.state.status === "allowed" && decided.state.scope,
    "always",
  );
  assert.deepEqual(rules[0]?.pattern, {
    tool: "Edit",
    path: "/work/1/src/a.ts",
  });
  assert.deepEqual(rules[0]?.created_by, PERSON);
});

Deno.test("what no rule can say is allowed once, or not at all", async () => {
  using bench = await openDesk();
  await bench.ask(1, { command: "make\nmake install" });
  await bench.ask(2, { command: "make" }, { task: null });

  assert.equal(
    refusalOf(await bench.desk.decide(bench.id(1), allow("always"), PERSON)),
    "decision_unfit",
  );
  assert.equal(
    refusalOf(await bench.desk.decide(bench.id(2), allow("task"), PERSON)),
    "decision_unfit",
  );
  assert.deepEqual(
    bench.approvals().map(({ state }) => state.status),
    ["pending", "pending"],
  );
});

Deno.test("the same rule twice is one rule; what could never fit is refused", async () => {
  using bench = await openDesk();

  const [one, two] = await Promise.all([
    bench.desk.rules.create(TESTS, PERSON),
    bench.desk.rules.create({ ...TESTS, note: "again" }, PERSON),
  ]);
  const unfit = await bench.desk.rules.create({
    ...TESTS,
    pattern: { tool: "Read", command: "ls" },
  }, PERSON);
  const late = await bench.desk.rules.create({
    ...TESTS,
    pattern: { tool: "Bash", task_id: taskId(9) },
  }, PERSON);

  assert.equal(granted(one).id, granted(two).id);
  assert.equal(refusalOf(unfit), "rule_unfit");
  assert.equal(refusalOf(late), "rule_unfit");
});

Deno.test("a rule that is removed answers nothing more", async () => {
  using bench = await openDesk();
  const rule = granted(await bench.desk.rules.create(TESTS, PERSON));

  granted(await bench.desk.rules.remove(rule.id, PERSON));
  const ask = await bench.ask(1, { command: "npm test unit" });

  assert.deepEqual(ask.answers, []);
  assert.equal(
    refusalOf(await bench.desk.rules.remove(rule.id, PERSON)),
    "rule_not_found",
  );
});

Deno.test("a dry run tells which of the last requests a rule would have answered", async () => {
  using bench = await openDesk();
  for (let i = 0; i < 55; i++) {
    await bench.ask(1 + i % 4, {
      command: i % 5 === 0 ? `npm test ${i}` : `npm run ${i}`,
    });
  }

  const { asked, answered } = await bench.desk.rules.dryRun(TESTS);

  assert.equal(asked, 50);
  assert.equal(answered.length, 10);
  assert.match(answered[0]?.input.text ?? "", /npm test 50/);
  assert.deepEqual(
    bench.approvals().filter(({ state }) => state.status !== "pending"),
    [],
  );
});

const QUESTIONS = {
  questions: [
    { question: "Which?", options: [{ label: "A" }, { label: "B" }] },
    { question: "How many?", options: [] },
  ],
};

Deno.test("a question is answered when each of its questions is, and never by a rule", async () => {
  using bench = await openDesk();
  granted(
    await bench.desk.rules.create(
      { effect: "allow", pattern: { tool: "*" }, note: "" },
      PERSON,
    ),
  );
  const ask = await bench.ask(1, QUESTIONS, { tool: "AskUserQuestion" });
  const answer = (answers: Record<string, string> | undefined) =>
    bench.desk.decide(
      bench.id(1),
      { decision: "allow", scope: "once", ...(answers && { answers }) },
      PERSON,
    );

  assert.equal(refusalOf(await answer(undefined)), "decision_unfit");
  assert.match(
    JSON.stringify(await answer({ "Which?": "A" })),
    /needs an answer to \\"How many\?\\"/,
  );
  const answers = { "Which?": "A", "How many?": "three, please" };
  assert.match(
    JSON.stringify(await answer({ ...answers, "Why?": "so" })),
    /does not ask \\"Why\?/,
  );
  assert.match(
    JSON.stringify(await answer({ ...answers, "Which?": "A".repeat(9_000) })),
    /at most 8000 characters/,
  );
  const decided = granted(await answer(answers));
  await ask.settled;

  assert.equal(decided.kind, "question");
  assert.deepEqual(ask.answers, [{
    behavior: "allow",
    updatedInput: { ...QUESTIONS, answers },
  }]);
});

Deno.test("a permission takes no answers, and a question nothing that lasts", async () => {
  using bench = await openDesk();
  await bench.ask(1, { command: "ls" });
  await bench.ask(2, QUESTIONS, { tool: "AskUserQuestion" });

  const outcomes = [
    await bench.desk.decide(
      bench.id(1),
      { decision: "allow", scope: "once", answers: { a: "b" } },
      PERSON,
    ),
    await bench.desk.decide(bench.id(2), allow("always"), PERSON),
  ];

  assert.deepEqual(outcomes.map(refusalOf), [
    "decision_unfit",
    "decision_unfit",
  ]);
});
