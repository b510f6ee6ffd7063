import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import type { Task } from "@/domain/task.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

async function made(
  gate: GateUnderTest,
  path: string,
  body: unknown,
): Promise<Record<string, unknown> & { readonly id: string }> {
  const answer = await gate.post(path, body);
  assert.ok(answer.ok, await answer.clone().text());
  return await answer.json();
}

const taskOf = (gate: GateUnderTest, id: string): Task => {
  const task = gate.platform.fleet().tasks[id];
  assert.ok(task);
  return task;
};

Deno.test("a task for anybody is created once, with what it waits for and requires", async () => {
  using gate = new GateUnderTest();
  const first = await made(gate, "/api/tasks", {
    id: "first",
    description: "Do it",
  });

  const answer = await gate.post("/api/tasks", {
    id: "second",
    description: "Then this",
    depends_on: ["first"],
    requires: ["review"],
    priority: 10,
  });
  const again = await gate.post("/api/tasks", {
    id: "second",
    description: "Then this",
  });

  const task = await answer.json();
  assert.deepEqual([answer.status, again.status], [201, 200]);
  assert.equal(answer.headers.get("location"), `/api/tasks/${task.id}`);
  assert.deepEqual(
    [task.agent_id, task.pinned, task.status, task.depends_on, task.requires],
    [null, false, "blocked", [first.id], ["review"]],
  );
});

Deno.test("a task for one agent is its own, and its parts are listed by their parent", async () => {
  using gate = new GateUnderTest();
  const agent = await made(gate, "/api/agents", { role: "manager" });
  const parent = await made(gate, "/api/tasks", {
    description: "The whole",
    agent_id: agent.id,
    mode: "handoff",
  });
  const part = await made(gate, "/api/tasks", {
    description: "A part",
    parent_id: parent.id,
  });

  const listed = await (await gate.ask(`/api/tasks?parent_id=${parent.id}`))
    .json();

  assert.deepEqual([parent.agent_id, parent.pinned, parent.mode], [
    agent.id,
    true,
    "handoff",
  ]);
  assert.deepEqual(listed.items.map(({ id }: { id: string }) => id), [part.id]);
});

Deno.test("a task is cancelled and tried again by its own id", async () => {
  using gate = new GateUnderTest();
  await made(gate, "/api/tasks", { id: "mine", description: "Do it" });

  const cancelled = await made(gate, "/api/tasks/mine/cancel", undefined);
  const retried = await made(gate, "/api/tasks/mine/retry", undefined);

  assert.deepEqual([cancelled.status, retried.status], [
    "cancelled",
    "pending",
  ]);
});

Deno.test("a waiting task goes to an agent, and back to anybody", async () => {
  using gate = new GateUnderTest();
  const agent = await made(gate, "/api/agents", { role: "worker" });
  const { id } = await made(gate, "/api/tasks", { description: "Do it" });
  const path = `/api/tasks/${id}/reassign`;

  const given = await made(gate, path, { agent_id: agent.id });
  const open = await made(gate, path, { agent_id: null });

  assert.deepEqual([given.agent_id, given.pinned], [agent.id, true]);
  assert.deepEqual([open.agent_id, open.pinned], [null, false]);
});

Deno.test("a waiting task gets another priority, and other tasks to wait for", async () => {
  using gate = new GateUnderTest();
  const first = await made(gate, "/api/tasks", {
    id: "first",
    description: "x",
  });
  await made(gate, "/api/tasks", { id: "later", description: "x" });

  const answer = await gate.patch("/api/tasks/later", {
    priority: 20,
    depends_on: ["first"],
  });

  const { priority, depends_on, status } = await answer.json();
  assert.deepEqual([priority, depends_on, status], [
    20,
    [first.id],
    "blocked",
  ]);
});

Deno.test("what cannot be done with a task is refused with its reason", async () => {
  using gate = new GateUnderTest();
  const worker = await made(gate, "/api/agents", { role: "worker" });
  const { id } = await made(gate, "/api/tasks", {
    description: "Do it",
    agent_id: worker.id,
  });
  gate.platform.start(taskOf(gate, id));
  const lines: string[] = [];
  const refused = async (path: string, body?: unknown) => {
    lines.push(await problemLine(await gate.post(path, body)));
  };

  await refused(`/api/tasks/${id}/reassign`, { agent_id: null });
  await refused(`/api/tasks/${id}/retry`);
  gate.platform.complete(taskOf(gate, id));
  await refused(`/api/tasks/${id}/cancel`);
  await refused(`/api/tasks/${v7()}/cancel`);
  await refused(`/api/tasks/${id}/reassign`, {});
  await refused("/api/tasks", { description: "x", agent_id: v7() });
  await refused("/api/tasks", { description: "x", depends_on: ["nothing"] });
  await refused("/api/tasks", { description: "x", parent_id: "nothing" });
  await refused("/api/tasks", {
    description: "x",
    agent_id: worker.id,
    mode: "handoff",
  });
  await refused("/api/tasks", {
    description: "x",
    agent_id: worker.id,
    requires: ["review"],
  });

  assert.deepEqual(lines, [
    "409 task_running",
    "409 task_not_ended",
    "409 task_ended",
    "404 task_not_found",
    "400 invalid_request",
    "404 agent_not_found",
    "404 dependency_not_found",
    "404 parent_not_found",
    "409 agent_not_manager",
    "409 agent_not_capable",
  ]);
});

Deno.test("the queue tells what waits in its order, is paused with a reason and taken up again", async () => {
  using gate = new GateUnderTest();
  await made(gate, "/api/tasks", { id: "late", description: "x" });
  await made(gate, "/api/tasks", { id: "soon", description: "x", priority: 9 });
  await made(gate, "/api/tasks", {
    id: "blocked",
    description: "x",
    priority: 20,
    depends_on: ["soon"],
  });

  const paused = await gate.post("/api/queue/pause", { reason: "lunch" });
  const { paused: why } = await paused.json();
  const again = await gate.post("/api/queue/pause", { reason: "other" });
  const queue = await (await gate.ask("/api/queue")).json();
  const resumed = await gate.post("/api/queue/resume", undefined);

  assert.deepEqual(
    queue.items.map(({ task_id }: { task_id: string }) => task_id),
    ["soon", "late", "blocked"],
  );
  assert.deepEqual([why.reason, why.by], ["lunch", { kind: "person" }]);
  assert.deepEqual((await again.json()).paused, why);
  assert.deepEqual(queue.paused, why);
  assert.deepEqual(await resumed.json(), { paused: null });
});
