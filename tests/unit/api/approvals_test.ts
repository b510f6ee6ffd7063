import { strict as assert } from "node:assert";
import { sampleApproval } from "@/components/gallery/sample_inbox.ts";
import { sampleId } from "@/components/gallery/sample_fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

const NPM = { tool: "Bash", command: "npm test *" };
const path = (number: number, act = "") =>
  `/api/approvals/${sampleId(number)}${act}`;

/** A way in where agents 1 to 3 have asked, the third one a question. */
function gateWithRequests(): GateUnderTest {
  const gate = new GateUnderTest();
  const question = { question: "Which?", options: [{ label: "A" }] };
  const asks = [
    sampleApproval(401, { agent: 1, input: { command: "npm test unit" } }),
    sampleApproval(402, { agent: 2, input: { command: "rm -rf /" } }),
    sampleApproval(403, {
      agent: 3,
      tool: "AskUserQuestion",
      input: { questions: [question] },
    }),
  ];
  for (const approval of asks) {
    gate.platform.commit({
      type: "approval.requested",
      agent_id: approval.agent_id,
      approval_id: approval.id,
      data: { approval },
    });
  }
  return gate;
}

Deno.test("requests are listed with their exact input: pending ones the oldest first, all the newest first", async () => {
  using gate = gateWithRequests();
  const idsOf = async (query: string) => {
    const page = await (await gate.ask(`/api/approvals${query}`)).json();
    return [page.items.map(({ id }: { id: string }) => id), page.next_cursor];
  };
  const ids = (...numbers: number[]) => numbers.map(sampleId);

  const found = await (await gate.ask(path(402))).json();

  assert.deepEqual(await idsOf(""), [ids(403, 402, 401), null]);
  assert.deepEqual(await idsOf("?status=pending&limit=2"), [
    ids(401, 402),
    sampleId(402),
  ]);
  assert.deepEqual(
    await idsOf(`?status=pending&limit=2&cursor=${sampleId(402)}`),
    [ids(403), null],
  );
  assert.deepEqual(await idsOf(`?agent_id=${sampleId(2)}`), [ids(402), null]);
  assert.deepEqual(await idsOf(`?task_id=${sampleId(103)}`), [ids(403), null]);
  assert.equal(found.input, '{"command":"rm -rf /"}');
  assert.deepEqual([found.status, found.decision, found.kind], [
    "pending",
    null,
    "permission",
  ]);
});

Deno.test("a request is decided once; the second is told what the first one was", async () => {
  using gate = gateWithRequests();
  const deny = { decision: "deny", note: "not that" };

  const denied = await gate.post(path(402, "/decide"), deny);
  const late = await gate.post(path(402, "/decide"), { decision: "allow" });

  assert.equal(denied.status, 200);
  const { status, decision } = await denied.json();
  assert.equal(status, "denied");
  assert.deepEqual(decision, {
    by: { kind: "person" },
    scope: null,
    answers: null,
    note: "not that",
  });
  const problem = await problemOf(late);
  assert.equal(problem.code, "approval_decided");
  assert.match(problem.detail, /already denied by a person: not that/);
});

Deno.test("a question takes answers to all of its questions", async () => {
  using gate = gateWithRequests();
  const answer = (answers?: Record<string, string>) =>
    gate.post(path(403, "/decide"), { decision: "allow", answers });

  const missing = await answer();
  const answered = await answer({ "Which?": "A" });

  assert.equal(await problemLine(missing), "422 decision_unfit");
  assert.equal((await answered.json()).decision.answers["Which?"], "A");
});

Deno.test("what is put off stays, behind the others", async () => {
  using gate = gateWithRequests();

  const answer = await gate.post(path(401, "/decide"), {
    decision: "postpone",
  });
  const page = await (await gate.ask("/api/approvals?status=pending")).json();

  const postponed = await answer.json();
  assert.equal(postponed.status, "pending");
  assert.ok(postponed.postponed_at);
  assert.equal(page.items.at(-1).id, sampleId(401));
});

Deno.test("what does not fit is refused by its field, and what is not there is not found", async () => {
  using gate = gateWithRequests();
  const lines = await Promise.all([
    gate.ask(path(499)),
    gate.ask("/api/approvals/nothing"),
    gate.post("/api/approvals/nothing/decide", { decision: "allow" }),
    gate.post(path(401, "/decide"), { decision: "maybe" }),
    gate.post(path(401, "/decide"), { decision: "allow", note: "x" }),
    gate.ask("/api/approvals?status=open"),
    gate.ask("/api/rules/nothing", { method: "DELETE" }),
  ].map(async (answer) => await problemLine(await answer)));

  assert.deepEqual(lines, [
    "404 approval_not_found",
    "404 approval_not_found",
    "404 approval_not_found",
    "400 invalid_request",
    "400 invalid_request",
    "400 invalid_request",
    "404 rule_not_found",
  ]);
});

Deno.test("a rule is made, answers what waits and fits, is listed and removed", async () => {
  using gate = gateWithRequests();
  const rule = { effect: "allow", pattern: NPM };

  const made = await gate.post("/api/rules", rule);
  const again = await gate.post("/api/rules", rule);
  const answered = await (await gate.ask(path(401))).json();
  const other = await (await gate.ask(path(402))).json();
  const listed = await (await gate.ask("/api/rules")).json();
  const { id } = listed.items[0];
  const removed = await gate.ask(`/api/rules/${id}`, { method: "DELETE" });
  const left = await (await gate.ask("/api/rules")).json();

  assert.deepEqual([made.status, again.status, removed.status], [
    201,
    201,
    200,
  ]);
  assert.deepEqual(answered.decision.by, { kind: "rule", rule_id: id });
  assert.equal(other.status, "pending");
  assert.deepEqual(listed.items.map(({ hits }: { hits: number }) => hits), [1]);
  assert.deepEqual(left.items, []);
});

Deno.test("a rule that could never fit is refused, and a dry run decides nothing", async () => {
  using gate = gateWithRequests();
  const dryRun = (rule: unknown) => gate.post("/api/rules/dry-run", rule);

  const unfit = await gate.post("/api/rules", {
    effect: "allow",
    pattern: { tool: "Read", command: "ls" },
  });
  const counted = await (await dryRun({ effect: "allow", pattern: NPM }))
    .json();
  const pending = await (await gate.ask("/api/approvals?status=pending"))
    .json();

  assert.equal(await problemLine(unfit), "422 rule_unfit");
  assert.deepEqual([counted.asked, counted.answered], [2, 1]);
  assert.equal(counted.items[0].id, sampleId(401));
  assert.equal(pending.items.length, 3);
});

Deno.test("the presets have the names of the CLI's modes, and their rules can be made", async () => {
  using gate = new GateUnderTest();

  const { items } = await (await gate.ask("/api/rules/presets")).json();
  const made = [];
  for (
    const rule of items.flatMap((item: { rules: unknown[] }) => item.rules)
  ) {
    made.push((await gate.post("/api/rules", rule)).status);
  }

  assert.deepEqual(items.map(({ name }: { name: string }) => name), [
    "default",
    "plan",
    "acceptEdits",
    "dontAsk",
  ]);
  assert.ok(made.length > 0 && made.every((status) => status === 201));
});
