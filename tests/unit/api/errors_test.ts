import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

/** Two tasks that failed once each, and an agent that has failed for good. */
async function withFailures(gate: GateUnderTest) {
  const { id } = await (await gate.post("/api/agents", { role: "worker" }))
    .json();
  for (const own of ["first", "second"]) {
    // An agent that is idle gets the task.
    await gate.platform.whenStarted(id);
    const { task } = gate.platform.fleet().agents[id]
      ? (await gate.platform.createTask(
        { id: own, description: own, priority: 0 },
        { agentId: id },
      ) as { value: { task: Parameters<typeof gate.platform.fail>[0] } }).value
      : assert.fail("there is no agent");
    gate.platform.start(task);
    gate.platform.fail(task);
  }
  gate.platform.commit({
    type: "agent.failed",
    agent_id: id,
    data: { failure: { kind: "crashed", message: "exit code 1" } },
  });
  return id;
}

Deno.test("errors tell what failed, how much it matters, and what proves it", async () => {
  using gate = new GateUnderTest();
  const id = await withFailures(gate);

  const { items } = await (await gate.ask("/api/errors")).json();

  const lines = items.map((error: Record<string, unknown>) => [
    error.source,
    error.error_type,
    error.kind,
    error.evidence,
    error.task_name,
    error.recovering,
  ]);
  assert.deepEqual(lines.sort(), [
    ["agent", "agent_crash", "crashed", "exit code 1", null, false],
    ["attempt", "unknown", "unknown", "it did not work", "first", false],
    ["attempt", "unknown", "unknown", "it did not work", "second", false],
  ]);
  assert.ok(
    items.every((error: { agent_id: string }) => error.agent_id === id),
  );
});

Deno.test("errors are narrowed down, and come in pages that join", async () => {
  using gate = new GateUnderTest();
  await withFailures(gate);
  const list = async (query: string) =>
    await (await gate.ask(`/api/errors?${query}`)).json();

  const crashes = await list("error_type=agent_crash");
  const kinds = await list("kind=unknown");
  const first = await list("limit=2");
  const rest = await list(`limit=2&cursor=${first.next_cursor}`);
  const line = await problemLine(await gate.ask("/api/errors?severity=bad"));

  assert.equal(crashes.items.length, 1);
  assert.equal(kinds.items.length, 2);
  const ids = [...first.items, ...rest.items]
    .map((error: { id: string }) => error.id);
  assert.equal(new Set(ids).size, 3);
  assert.equal(rest.next_cursor, null);
  assert.equal(line, "400 invalid_request");
});
