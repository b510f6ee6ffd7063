import assert from "node:assert/strict";
import { type RunItem, vampClient } from "@/client/mod.ts";
import { TOKEN } from "@/tests/helpers/gate_under_test.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";

const clientOf = ({ origin }: ServedGate) =>
  vampClient({ url: origin, token: TOKEN });

Deno.test("the client creates an agent, gives it a task, reads both back and ends it", async () => {
  await using served = serveGate();
  const vamp = clientOf(served);

  const agent = await vamp.agents.create({ role: "worker", name: "Ada" });
  const task = await vamp.agents.assign(agent.id, {
    id: "mine-1",
    description: "Say hello",
  });
  const again = await vamp.tasks.get("mine-1");
  const listed = await vamp.agents.list();
  const ended = await vamp.agents.terminate(agent.id);

  assert.equal(again.id, task.id);
  assert.deepEqual(listed.items.map(({ name }) => name), ["Ada"]);
  assert.equal(ended.status, "terminated");
});

Deno.test("all pages of a list are gone through", async () => {
  await using served = serveGate();
  const vamp = clientOf(served);
  const { id } = await vamp.agents.create({ role: "worker" });
  for (let n = 0; n < 5; n++) {
    await vamp.tasks.create({
      id: `t-${n}`,
      description: "Count",
      agent_id: id,
    });
  }

  const found: string[] = [];
  for await (const task of vamp.tasks.all({ limit: 2 })) {
    found.push(task.task_id);
  }

  assert.deepEqual(found, ["t-4", "t-3", "t-2", "t-1", "t-0"]);
});

Deno.test("sessions, messages and approvals are answered in the client's words", async () => {
  await using served = serveGate();
  const vamp = clientOf(served);
  const session = await vamp.sessions.create("Notes");
  const agent = await vamp.agents.create({
    role: "worker",
    session_id: session.id,
  });

  const renamed = await vamp.sessions.rename(session.id, "Minutes");
  const message = await vamp.agents.tell(agent.id, { text: "Hello" });
  const { items } = await vamp.messages.list({ agent_id: agent.id });
  const approvals = await vamp.approvals.list({ status: "pending" });

  assert.equal(renamed.name, "Minutes");
  assert.deepEqual(items.map(({ id }) => id), [message.id]);
  assert.deepEqual(approvals.items, []);
  await assert.rejects(
    vamp.approvals.get("01900000-0000-7000-8000-000000000000"),
    { code: "approval_not_found", status: 404 },
  );
});

Deno.test("a task that is run is told from its creation to its end, and nobody else's is", async () => {
  await using served = serveGate();
  const { platform } = served.gate;
  const vamp = clientOf(served);
  const { id } = await vamp.agents.create({ role: "worker" });
  const told: RunItem[] = [];

  for await (
    const item of vamp.run({ description: "Say hello", agent_id: id })
  ) {
    told.push(item);
    if (item.kind !== "created") continue;
    await vamp.tasks.create({ description: "Not mine", agent_id: id });
    const task = await platform.findTask(item.task.id);
    assert.ok(task);
    platform.start(task);
    platform.complete(task, "hello");
  }

  const last = told.at(-1);
  assert.ok(last?.kind === "ended");
  assert.equal(last.task.status, "completed");
  assert.equal(last.task.result?.output, "hello");
  const events = told.flatMap((item) =>
    item.kind === "event" ? [item.event] : []
  );
  assert.ok(events.every((event) => event.task_id === last.task.id));
  assert.equal(events[0]?.type, "task.created");
  assert.equal(events.at(-1)?.type, "task.completed");
});

Deno.test("the socket answers what it is asked, refusals as errors, and tells all of it", async () => {
  await using served = serveGate();
  const vamp = clientOf(served);
  using socket = await vamp.socket();

  const pong = await socket.ask({ type: "ping" });
  const created = await socket.ask({
    type: "create_agent",
    config: { role: "worker" },
  });

  assert.equal(pong.type, "pong");
  assert.equal(created.type, "agent_created");
  await assert.rejects(
    socket.ask({ type: "terminate_agent", agent_id: "nobody" }),
    { name: "VampError", code: "agent_not_found" },
  );
  const first = await socket.messages.getReader().read();
  assert.equal(first.value?.type, "pong");
});

Deno.test("a socket of a server that is not there is an error", async () => {
  await using served = serveGate();
  const { origin } = served;
  await served[Symbol.asyncDispose]();

  await assert.rejects(
    vampClient({ url: origin, token: TOKEN }).socket(),
    { code: "unreachable" },
  );
});
