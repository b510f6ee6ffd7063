import { strict as assert } from "node:assert";
import type { Decision } from "@/domain/approval.ts";
import { INLINE_CHARS } from "@/domain/long_text.ts";
import { openDesk, TIMEOUT_MS } from "@/tests/helpers/approvals_under_test.ts";
import { agentId, taskId } from "@/tests/helpers/fleet.ts";
import { granted, refusalOf } from "@/tests/helpers/platform_under_test.ts";

const PERSON = { kind: "person" } as const;
const ALLOW: Decision = { decision: "allow", scope: "once" };
const ls = { command: "ls", description: "look" };

Deno.test("a request is durable with all that was asked, and its agent waits", async () => {
  using bench = await openDesk();
  const long = { command: `echo ${"x".repeat(INLINE_CHARS)}` };

  const one = await bench.ask(1, ls, { requestId: "r1" });
  await bench.ask(2, long);

  const [first, second] = bench.approvals();
  assert.equal(first?.agent_id, agentId(1));
  assert.equal(first.task_id, taskId(1));
  assert.equal(first.kind, "permission");
  assert.equal(first.input.text, JSON.stringify(ls));
  assert.match(first.fingerprint, /^[0-9a-f]{64}$/);
  assert.equal(
    Date.parse(first.expires_at) - Date.parse(first.created_at),
    TIMEOUT_MS,
  );
  assert.equal(first.state.status, "pending");
  assert.equal(
    bench.writer.committed.tasks[taskId(1)]?.state.status,
    "awaiting_approval",
  );
  assert.equal(second?.input.length, JSON.stringify(long).length);
  assert.ok(second.input.blob);
  assert.deepEqual(one.answers, []);
});

Deno.test("four agents ask at once: four in order of age, and each answer reaches the right one", async () => {
  using bench = await openDesk();

  const asks = await Promise.all(
    [1, 2, 3, 4].map((n) => bench.ask(n, { command: `echo ${n}` })),
  );
  const { items } = await bench.desk.list({ status: "pending", limit: 10 });
  for (const [i, approval] of items.entries()) {
    const decision: Decision = i % 2 === 0
      ? ALLOW
      : { decision: "deny", note: `not ${i}` };
    granted(await bench.desk.decide(approval.id, decision, PERSON));
  }
  await Promise.all(asks.map(({ settled }) => settled));

  assert.deepEqual(
    items.map(({ agent_id }) => agent_id),
    [1, 2, 3, 4].map(agentId),
  );
  assert.deepEqual(asks.map(({ answers }) => answers.length), [1, 1, 1, 1]);
  assert.deepEqual(asks.map(({ answers }) => answers[0]?.behavior), [
    "allow",
    "deny",
    "allow",
    "deny",
  ]);
  assert.match(JSON.stringify(asks[1]?.answers), /A person denied this: not 1/);
  assert.deepEqual(
    bench.approvals().map(({ delivered_at }) => delivered_at !== null),
    [true, true, true, true],
  );
  assert.equal(
    bench.writer.committed.tasks[taskId(1)]?.state.status,
    "running",
  );
});

Deno.test("a decision is durable before the agent is told", async () => {
  using bench = await openDesk();
  const { settled, answers } = await bench.ask(1, ls);

  const decided = granted(
    await bench.desk.decide(bench.id(1), ALLOW, PERSON),
  );
  await settled;

  assert.deepEqual(decided.state, {
    status: "allowed",
    since: bench.clock.now(),
    by: PERSON,
    scope: "once",
    answers: null,
  });
  assert.deepEqual(
    bench.told.slice(-3).map(({ type }) => type),
    ["approval.requested", "approval.decided", "approval.delivered"],
  );
  assert.deepEqual(answers, [{ behavior: "allow" }]);
});

Deno.test("the second of two answers is told what the first one was", async () => {
  using bench = await openDesk();
  const { answers, settled } = await bench.ask(1, ls);
  const deny: Decision = { decision: "deny", note: "too early" };

  const outcomes = await Promise.all([
    bench.desk.decide(bench.id(1), deny, PERSON),
    bench.desk.decide(bench.id(1), ALLOW, PERSON),
  ]);
  const late = await bench.desk.decide(bench.id(1), ALLOW, PERSON);
  await settled;

  assert.ok(outcomes[0]?.ok);
  for (const outcome of [outcomes[1]!, late]) {
    assert.equal(refusalOf(outcome), "approval_decided");
    assert.match(JSON.stringify(outcome), /denied by a person: too early/);
  }
  assert.equal(answers.length, 1);
  assert.equal(answers[0]?.behavior, "deny");
});

Deno.test("nobody answers: after the time the request is denied, and the agent goes on", async () => {
  using bench = await openDesk();
  const first = await bench.ask(1, ls);
  await bench.clock.pass(60_000);
  const second = await bench.ask(2, ls);

  await bench.clock.pass(TIMEOUT_MS - 60_000);
  await first.settled;
  const between = second.answers.length;
  await bench.clock.pass(60_000);
  await second.settled;

  assert.equal(between, 0);
  assert.match(JSON.stringify(first.answers), /deny.*Nobody answered in time/);
  assert.equal(second.answers.length, 1);
  assert.deepEqual(
    bench.approvals().map(({ state }) => state.status),
    ["expired", "expired"],
  );
});

Deno.test("what a person puts off comes after all others, and has its whole time again", async () => {
  using bench = await openDesk();
  const first = await bench.ask(1, ls);
  await bench.clock.pass(TIMEOUT_MS - 1);
  await bench.ask(2, ls);

  const postponed = granted(
    await bench.desk.decide(bench.id(1), { decision: "postpone" }, PERSON),
  );
  await bench.clock.pass(TIMEOUT_MS - 2);
  const { items } = await bench.desk.list({ status: "pending", limit: 10 });
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));
  await first.settled;

  assert.equal(postponed.state.status, "pending");
  assert.deepEqual(items.map(({ agent_id }) => agent_id), [
    agentId(2),
    agentId(1),
  ]);
  assert.equal(first.answers.length, 1);
});

Deno.test("pending requests come in pages, and of one agent or task alone", async () => {
  using bench = await openDesk();
  for (const n of [1, 2, 3]) await bench.ask(n, ls);
  const list = (more: object) =>
    bench.desk.list({ status: "pending", limit: 2, ...more });

  const first = await list({});
  const rest = await list({ cursor: first.next });
  const own = await list({ agentId: agentId(2) });
  const none = await list({ taskId: taskId(4) });

  assert.deepEqual(
    [first, rest, own, none].map(({ items }) =>
      items.map(({ agent_id }) => agent_id)
    ),
    [[agentId(1), agentId(2)], [agentId(3)], [agentId(2)], []],
  );
  assert.equal(rest.next, null);
});

Deno.test("what the CLI withdraws waits no more", async () => {
  using bench = await openDesk();
  const { answers, settled } = await bench.ask(1, ls, { requestId: "r1" });

  await bench.desk.withdrawn(agentId(2), "r1");
  await bench.desk.withdrawn(agentId(1), "r1");
  await settled;

  assert.equal(bench.approvals()[0]?.state.status, "withdrawn");
  assert.equal(
    refusalOf(await bench.desk.decide(bench.id(1), ALLOW, PERSON)),
    "approval_decided",
  );
  assert.deepEqual(answers, []);
});

Deno.test("the end of a task withdraws what was asked for it, and frees the agent", async () => {
  using bench = await openDesk();
  const { answers, settled } = await bench.ask(1, ls);

  await bench.writer.append([{
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(1),
    data: { reason: "asked" },
  }, ...bench.desk.withdrawalsOf(taskId(1), "its task was cancelled")]);
  await settled;

  assert.equal(bench.approvals()[0]?.state.status, "withdrawn");
  assert.match(JSON.stringify(answers), /not wanted any more/);
});

Deno.test("what nobody withdrew by a task's end, or an agent's, is tidied up", async () => {
  using bench = await openDesk();
  const failed = { kind: "crashed" as const, message: "gone" };
  await bench.ask(1, ls);
  await bench.ask(2, ls, { task: null });

  await bench.writer.append([
    {
      type: "task.failed",
      agent_id: agentId(1),
      task_id: taskId(1),
      data: { attempt: 1, outcome: "crashed", failure: failed },
    },
    { type: "agent.failed", agent_id: agentId(2), data: { failure: failed } },
  ]);
  await bench.clock.pass(1);

  assert.deepEqual(
    bench.approvals().map(({ state }) => state.status),
    ["withdrawn", "withdrawn"],
  );
});

Deno.test("an answer that cannot be written is not tried again, and frees who waits", async () => {
  using bench = await openDesk();
  const { answers, settled } = await bench.ask(1, ls, { fails: true });

  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));
  await settled;
  const again = await bench.ask(1, ls);

  assert.equal(answers.length, 1);
  assert.deepEqual(again.answers, []);
  assert.equal(bench.approvals().length, 2);
});

Deno.test("a request that does not exist cannot be decided", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);
  const id = bench.id(1).replace(/.$/, "f") as typeof bench.desk extends
    { decide(id: infer I, ...rest: never[]): unknown } ? I : never;

  assert.equal(
    refusalOf(await bench.desk.decide(id, ALLOW, PERSON)),
    "approval_not_found",
  );
});
