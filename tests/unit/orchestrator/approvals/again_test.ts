import { strict as assert } from "node:assert";
import type { Decision } from "@/domain/approval.ts";
import { openDesk, TIMEOUT_MS } from "@/tests/helpers/approvals_under_test.ts";
import { agentId, AT, taskId } from "@/tests/helpers/fleet.ts";
import { granted } from "@/tests/helpers/platform_under_test.ts";

const PERSON = { kind: "person" } as const;
const ALLOW: Decision = { decision: "allow", scope: "once" };
const ls = { command: "ls", description: "look" };

Deno.test("answered while its process was gone: it is told when it asks again, exactly once", async () => {
  using bench = await openDesk();
  const before = await bench.ask(1, ls);
  bench.desk.detach(agentId(1));
  await before.settled;

  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));
  const untold = bench.approvals()[0];
  // The order of keys does not make it another request.
  const again = await bench.ask(1, { description: "look", command: "ls" });
  await again.settled;
  const third = await bench.ask(1, ls);

  assert.equal(untold?.delivered_at, null);
  assert.deepEqual(before.answers, []);
  assert.deepEqual(again.answers, [{ behavior: "allow" }]);
  assert.deepEqual(third.answers, []);
  assert.deepEqual(
    bench.approvals().map(({ state }) => state.status),
    ["allowed", "pending"],
  );
});

Deno.test("a request survives a restart of the server; its answer reaches the agent once", async () => {
  using bench = await openDesk();
  const before = await bench.ask(1, ls);

  await bench.restart();
  const waiting = bench.approvals();
  const again = await bench.ask(1, ls);
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));
  await again.settled;

  assert.equal(waiting[0]?.state.status, "pending");
  assert.equal(bench.approvals().length, 1);
  assert.deepEqual(before.answers, []);
  assert.deepEqual(again.answers, [{ behavior: "allow" }]);
});

Deno.test("the next attempt at a task waits for the same request, and goes on with its answer", async () => {
  using bench = await openDesk();
  const place = { agent_id: agentId(1), task_id: taskId(1) };
  const status = () => bench.writer.committed.tasks[taskId(1)]?.state.status;
  await bench.ask(1, ls);
  bench.desk.detach(agentId(1));
  await bench.writer.append([
    {
      type: "task.attempt_failed",
      ...place,
      data: {
        attempt: 1,
        outcome: "crashed",
        failure: { kind: "interrupted", message: "gone" },
        retry_at: AT,
      },
    },
    {
      type: "task.assigned",
      ...place,
      data: { attempt: 2, message_uuid: crypto.randomUUID() },
    },
    { type: "task.started", ...place, data: { attempt: 2 } },
  ]);
  const before = status();

  await bench.ask(1, ls);
  const whileAsked = status();
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));

  assert.deepEqual([before, whileAsked, status()], [
    "running",
    "awaiting_approval",
    "running",
  ]);
  assert.equal(bench.approvals().length, 1);
  assert.equal(
    bench.told.filter(({ type }) => type === "approval.requested").length,
    2,
  );
});

Deno.test("answered, then the server restarts before the agent could be told: it is told then", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);
  bench.desk.detach(agentId(1));
  const deny: Decision = { decision: "deny", note: "no" };
  granted(await bench.desk.decide(bench.id(1), deny, PERSON));

  await bench.restart();
  const again = await bench.ask(1, ls);
  await again.settled;

  assert.match(JSON.stringify(again.answers), /A person denied this: no/);
  assert.notEqual(bench.approvals()[0]?.delivered_at, null);
});

Deno.test("another agent, another task or another input is another request", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);
  bench.desk.detach(agentId(1));
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));

  const asks = [
    await bench.ask(2, ls),
    await bench.ask(1, ls, { task: null }),
    await bench.ask(1, { command: "ls -l" }),
    await bench.ask(1, ls, { tool: "Shell" }),
  ];

  assert.deepEqual(asks.map(({ answers }) => answers.length), [0, 0, 0, 0]);
  assert.equal(bench.approvals().length, 5);
});

Deno.test("the same asked twice at once by one agent is two requests", async () => {
  using bench = await openDesk();

  const [one, two] = await Promise.all([
    bench.ask(1, ls),
    bench.ask(1, ls),
  ]);
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));
  await one?.settled;

  assert.equal(bench.approvals().length, 2);
  assert.equal(one?.answers.length, 1);
  assert.equal(two?.answers.length, 0);
});

Deno.test("what ran out while the server was away is asked anew", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);

  await bench.restart();
  await bench.clock.pass(TIMEOUT_MS + 1);
  const again = await bench.ask(1, ls);

  assert.deepEqual(again.answers, []);
  assert.deepEqual(
    bench.approvals().map(({ state }) => state.status),
    ["expired", "pending"],
  );
});

Deno.test("a decision that nobody came for ends with its task", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);
  bench.desk.detach(agentId(1));
  granted(await bench.desk.decide(bench.id(1), ALLOW, PERSON));

  await bench.writer.append([{
    type: "task.cancelled",
    agent_id: agentId(1),
    task_id: taskId(1),
    data: { reason: "asked" },
  }]);
  await bench.clock.pass(1);

  assert.deepEqual(bench.approvals()[0]?.state, {
    status: "withdrawn",
    since: AT,
    reason: "its task is cancelled",
  });
});

Deno.test("when another agent has the task, the request of the one before is withdrawn", async () => {
  using bench = await openDesk();
  await bench.ask(1, ls);
  bench.desk.detach(agentId(1));

  await bench.writer.append([
    {
      type: "task.attempt_failed",
      agent_id: agentId(1),
      task_id: taskId(1),
      data: {
        attempt: 1,
        outcome: "crashed",
        failure: { kind: "crashed", message: "gone" },
        retry_at: bench.clock.now(),
      },
    },
    {
      type: "task.assigned",
      agent_id: agentId(2),
      task_id: taskId(1),
      data: { attempt: 2, message_uuid: crypto.randomUUID() },
    },
  ]);
  await bench.clock.pass(1);

  assert.equal(bench.approvals()[0]?.state.status, "withdrawn");
});
