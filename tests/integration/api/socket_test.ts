// Long, because it goes through every message of one protocol.
import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { AgentId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { newAgent } from "@/tests/helpers/memory_agents.ts";
import { RawConnection } from "@/tests/helpers/raw_connection.ts";
import { type ServedGate, serveGate } from "@/tests/helpers/served_gate.ts";
import { type Message, SocketClient } from "@/tests/helpers/socket_client.ts";
import { until } from "@/tests/helpers/until.ts";

const WORKER = { type: "create_agent", config: { role: "worker" } };
const HANDSHAKE = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

async function createdBy(client: SocketClient): Promise<string> {
  client.send(WORKER);
  return (await client.next("agent_created")).data.id;
}

/** The task that a client knows by this id. */
async function taskOf({ gate }: ServedGate, id: string) {
  const task = await gate.platform.findTask(id);
  assert.ok(task);
  return task;
}

/** A message without what all have, and without the agent's whole record. */
function factsOf(message: Message): Record<string, unknown> {
  const left = { ...message };
  for (const name of ["timestamp", "id", "source", "data"]) delete left[name];
  return left;
}

const types = (messages: readonly Message[]) =>
  messages.map(({ type }) => type);
const about = (messages: readonly Message[], agent: string) =>
  messages.filter(({ agent_id, data }) =>
    agent_id === agent || data?.id === agent
  );

Deno.test("every server message has its type, time, id and source", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agent = await createdBy(client);
  client.send({
    type: "assign_task",
    agent_id: agent,
    task: { description: "x" },
  });
  client.send({ type: "list_agents" });
  client.send({ type: "nonsense" });
  client.send({ type: "terminate_agent", agent_id: agent });
  await client.next("agent_terminated");

  await client.settled();

  const now = new Date(served.gate.nowMs).toISOString();
  for (const { seq, timestamp, id, source } of client.messages) {
    // What comes from the log has its event's time, and a place in the log.
    const event = served.gate.platform.log[seq - 1];
    assert.equal(timestamp, event?.at ?? now);
    assert.match(id, event ? RegExp(`^${seq}\\.\\d$`) : /^[\da-f-]{36}$/);
    assert.equal(source, "backend");
  }
  const ids = client.messages.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("the asker hears that its agent is ready before anything else of it; others hear its status", async () => {
  await using served = serveGate();
  await using asker = await SocketClient.open(served.port);
  await using other = await SocketClient.open(served.port);

  asker.send({
    type: "create_agent",
    id: "my-1",
    config: {
      role: "manager",
      model: "sonnet",
      resource_limits: { memory_mb: 512, timeout_seconds: 300 },
    },
  });
  const created = await asker.next("agent_created");
  const update = await other.next("agent_status_update");

  assert.equal(created.in_reply_to, "my-1");
  assert.deepEqual(
    [created.data.role, created.data.status],
    ["manager", "idle"],
  );
  assert.deepEqual(
    [update.agent_id, update.status, update.data.id],
    [created.data.id, "idle", created.data.id],
  );
  assert.equal(update.seq, 2);
  assert.deepEqual(
    types(about(await asker.settled(), created.data.id)),
    ["agent_created"],
  );
  assert.deepEqual(
    types(about(await other.settled(), created.data.id)),
    ["agent_status_update"],
  );
});

Deno.test("a task is told from its start to its end, under the caller's own id", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const { platform } = served.gate;
  const agent = await createdBy(client);

  client.send({
    type: "assign_task",
    id: "my-2",
    agent_id: agent,
    task: { id: "test-task-001", description: "Do it", priority: 1 },
  });
  const assigned = await client.next("task_assigned");
  const task = await taskOf(served, "test-task-001");
  platform.start(task);
  platform.commit({
    type: "task.progressed",
    agent_id: AgentId.parse(agent),
    task_id: task.id,
    data: { progress: 0.4, details: "reading" },
  });
  platform.complete(task, "all done");
  const told = (await client.settled()).slice(2);

  assert.equal(assigned.in_reply_to, "my-2");
  assert.equal(assigned.data.task_id, "test-task-001");
  const place = { agent_id: agent, task_id: "test-task-001" };
  assert.deepEqual(told.map(factsOf), [
    {
      type: "agent_status_update",
      agent_id: agent,
      status: "busy",
      seq: 4,
    },
    {
      type: "task_progress",
      ...place,
      progress: 0,
      details: "started",
      seq: 5,
    },
    {
      type: "task_progress",
      ...place,
      progress: 0.4,
      details: "reading",
      seq: 6,
    },
    {
      type: "task_completed",
      ...place,
      result: {
        output: "all done",
        output_length: 8,
        duration_ms: 12,
        turns: 1,
        usage: task.usage,
      },
      seq: 7,
    },
    { type: "agent_status_update", agent_id: agent, status: "idle", seq: 7 },
  ]);
});

Deno.test("a task for anybody is given out, and a part is told as done when its manager accepts it", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agent = AgentId.parse(await createdBy(client));
  const parent = { id: "whole", description: "The whole" };
  client.send({ type: "assign_task", agent_id: agent, task: parent });
  await client.next("task_assigned");
  client.send({
    type: "assign_task",
    task: {
      id: "part",
      description: "A part",
      parent_id: "whole",
      requires: ["review"],
      mode: "direct",
    },
  });

  const { data } = await client.next("task_assigned");
  const task = await taskOf(served, "part");
  const place = { agent_id: agent, task_id: task.id };
  const result = { output: shortText("done"), duration_ms: 12, turns: 1 };
  served.gate.platform.start({ ...task, agent_id: agent });
  served.gate.platform.commit({
    type: "task.reported",
    ...place,
    data: { attempt: 1, result },
  });
  await client.settled();
  const early = types(client.messages).includes("task_completed");
  served.gate.platform.commit({ type: "task.accepted", ...place, data: {} });
  const completed = await client.next("task_completed");

  assert.deepEqual(
    [data.agent_id, data.pinned, data.requires, data.parent_id],
    [null, false, ["review"], (await taskOf(served, "whole")).id],
  );
  assert.equal(early, false);
  assert.deepEqual([completed.task_id, completed.agent_id], ["part", agent]);
});

Deno.test("a task that fails is told with its reason; sent again, it is answered with its end", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agent = await createdBy(client);
  const assign = {
    type: "assign_task",
    agent_id: agent,
    task: { id: "t-1", description: "Do it" },
  };
  client.send(assign);
  await client.next("task_assigned");

  const task = await taskOf(served, "t-1");
  served.gate.platform.start(task);
  served.gate.platform.fail(task);
  const failed = await client.next("task_failed");
  client.send({ ...assign, id: "again" });
  const assigned = await client.next("task_assigned");
  const told = await client.next("task_failed");

  const error = { kind: "unknown", message: "it did not work" };
  assert.deepEqual([failed.task_id, failed.error], ["t-1", error]);
  assert.equal(typeof failed.seq, "number");
  assert.deepEqual(
    [assigned.in_reply_to, told.in_reply_to, told.error],
    ["again", "again", error],
  );
});

for (const id of [undefined, "bye"]) {
  Deno.test(`an end is told once to everybody, asked for ${id ? "with" : "without"} an id`, async () => {
    await using served = serveGate();
    await using asker = await SocketClient.open(served.port);
    await using other = await SocketClient.open(served.port);
    const agent = await createdBy(asker);

    asker.send({ type: "terminate_agent", agent_id: agent, id });
    const told = await asker.next("agent_terminated");
    await other.next("agent_terminated");

    assert.deepEqual([told.agent_id, told.in_reply_to], [agent, id]);
    for (const client of [asker, other]) {
      const ends = types(about(await client.settled(), agent))
        .filter((type) => type === "agent_terminated");
      assert.equal(ends.length, 1);
    }
    asker.send({ type: "terminate_agent", agent_id: agent });
    await asker.next("agent_terminated");
    assert.ok(!types(await other.settled()).slice(-1).includes("error"));
  });
}

Deno.test("a newcomer asks for all agents and gets each with its status", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agents = [await createdBy(client), await createdBy(client)];

  client.send({ type: "list_agents", id: "all" });
  const synced = [
    await client.next("agent_status_sync"),
    await client.next("agent_status_sync"),
  ];

  assert.deepEqual(synced.map(({ agent_id }) => agent_id), agents);
  for (const message of synced) {
    assert.deepEqual([message.status, message.in_reply_to], ["idle", "all"]);
  }
});

const UNFIT: readonly (readonly [string, unknown, Record<string, unknown>])[] =
  [
    ["broken JSON", "{", { code: "invalid_json" }],
    ["an empty frame", "", { code: "invalid_json" }],
    ["bytes", new Uint8Array([123, 125]), { code: "invalid_message" }],
    ["2 MB", "x".repeat(2_000_000), { code: "message_too_large" }],
    ["no object", "null", { code: "invalid_request" }],
    ["no type", {}, { code: "invalid_request" }],
    [
      "an unknown type",
      { type: "dance", id: "d" },
      { code: "invalid_request", request: "dance", in_reply_to: "d" },
    ],
    [
      "an unknown role",
      { type: "create_agent", id: "c", config: { role: "boss" } },
      { code: "invalid_request", request: "create_agent", in_reply_to: "c" },
    ],
    [
      "an id that is no text",
      { type: "ping", id: 5 },
      { code: "invalid_request", request: "ping" },
    ],
    [
      "an unknown agent",
      { type: "terminate_agent", agent_id: v7(), id: "t" },
      { code: "agent_not_found", request: "terminate_agent", in_reply_to: "t" },
    ],
    [
      "a task without a text",
      { type: "assign_task", agent_id: v7(), task: { description: " " } },
      { code: "invalid_request", request: "assign_task" },
    ],
  ];
for (const [name, message, expected] of UNFIT) {
  Deno.test(`the socket answers ${name} with an error and stays open`, async () => {
    await using served = serveGate();
    await using client = await SocketClient.open(served.port);

    client.send(message);
    const error = await client.next("error");

    const { code, request, in_reply_to } = error;
    assert.deepEqual(
      JSON.parse(JSON.stringify({ code, request, in_reply_to })),
      expected,
    );
    assert.ok(error.message);
    assert.deepEqual(types(await client.settled()), ["error"]);
    assert.deepEqual(served.gate.platform.log, []);
  });
}

Deno.test("an unexpected error is logged and told without its words", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  served.gate.platform.broken = new Error("secret");

  client.send({ ...WORKER, id: "x" });
  const error = await client.next("error");

  assert.deepEqual([error.code, error.in_reply_to], ["internal", "x"]);
  assert.doesNotMatch(JSON.stringify(error), /secret/);
  assert.equal(served.gate.errors.length, 1);
});

Deno.test("a client that does not read is closed, others are not", async () => {
  await using served = serveGate();
  const { platform, sockets } = served.gate;
  const agent = newAgent({ instructions: "x".repeat(8_000) });
  platform.commit({
    type: "agent.created",
    agent_id: agent.id,
    data: { agent },
  });
  using silent = await RawConnection.open(served.port);
  await silent.ask("/ws", served.port, ...HANDSHAKE);
  await silent.readUntil("\r\n\r\n");
  await using reading = await SocketClient.open(served.port);
  await until("both are connected", () => sockets.size === 2);

  for (let sent = 0; sockets.size === 2; sent++) {
    for (let n = 0; n < 50; n++) {
      platform.commit({ type: "agent.rested", agent_id: agent.id, data: {} });
    }
    await reading.settled();
    assert.ok(sent < 200, "it was never closed");
  }

  assert.equal(sockets.size, 1);
  await reading.settled();
});

Deno.test("a client that goes away is forgotten", async () => {
  await using served = serveGate();
  const client = await SocketClient.open(served.port);
  await until("it is connected", () => served.gate.sockets.size === 1);

  await client[Symbol.asyncDispose]();

  await until("no client is left", () => served.gate.sockets.size === 0);
});

Deno.test("clients are told that the server goes", async () => {
  await using served = serveGate();
  const client = await SocketClient.open(served.port);

  served.gate[Symbol.dispose]();
  const { code } = await client.closed;

  assert.equal(code, 1001);
  assert.equal(served.gate.sockets.size, 0);
});

Deno.test("that work is held back, and that it goes on, is told at once", async () => {
  await using served = serveGate();
  await using client = await SocketClient.open(served.port);
  const agent = await createdBy(client);
  served.gate.platform.commit({
    type: "limit.closed",
    data: {
      kind: "overloaded",
      message: "HTTP 529",
      until: "2100-01-01T00:00:00.000Z",
      agent_id: AgentId.parse(agent),
    },
  });
  const held = await client.next("system_status");

  served.gate.platform.commit({
    type: "limit.opened",
    data: { by: { kind: "server" }, reason: "time_over" },
  });
  const free = await client.next("system_status");

  assert.deepEqual([held.status, free.status], ["limited", "healthy"]);
});
