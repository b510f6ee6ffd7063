import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

async function createdSession(gate: GateUnderTest, name = "Release 2") {
  const answer = await gate.post("/api/sessions", { name });
  return await answer.json();
}

Deno.test("a session is created, found, listed, renamed, archived and taken up again", async () => {
  using gate = new GateUnderTest();

  const created = await gate.post("/api/sessions", { name: " Release 2 " });
  const session = await created.json();
  const path = created.headers.get("location") ?? "";
  const found = await (await gate.ask(path)).json();
  const listed = await (await gate.ask("/api/sessions")).json();
  const renamed = await (await gate.patch(path, { name: "Release 3" })).json();
  const archived = await (await gate.patch(path, { status: "archived" }))
    .json();
  const active = await (await gate.ask("/api/sessions?status=active")).json();
  const restored = await (await gate.patch(path, { status: "active" })).json();

  assert.equal(created.status, 201);
  assert.equal(path, `/api/sessions/${session.id}`);
  assert.equal(session.name, "Release 2");
  assert.deepEqual(found, session);
  assert.deepEqual(listed, { items: [session], next_cursor: null });
  assert.equal(renamed.name, "Release 3");
  assert.deepEqual([archived.status, restored.status], ["archived", "active"]);
  assert.deepEqual(active.items, []);
});

Deno.test("agents and tasks of a session say so and are listed by it", async () => {
  using gate = new GateUnderTest();
  const { id: session_id } = await createdSession(gate);
  const create = async (config: Record<string, unknown>) =>
    await (await gate.post("/api/agents", { role: "worker", ...config }))
      .json();
  const inside = await create({ session_id });
  const outside = await create({});
  for (const { id } of [inside, outside]) {
    await gate.post(`/api/agents/${id}/tasks`, { description: "x" });
  }

  const query = `session_id=${session_id}`;
  const agents = await (await gate.ask(`/api/agents?${query}`)).json();
  const tasks = await (await gate.ask(`/api/tasks?${query}`)).json();

  assert.deepEqual([inside.session_id, outside.session_id], [session_id, null]);
  assert.deepEqual(agents.items, [inside]);
  assert.deepEqual(
    tasks.items.map((task: Record<string, unknown>) => [
      task.agent_id,
      task.session_id,
    ]),
    [[inside.id, session_id]],
  );
  const session = await (await gate.ask(`/api/sessions/${session_id}`)).json();
  assert.equal(session.agents, 1);
});

Deno.test("a session is not archived while agents of it live, and takes none when it is", async () => {
  using gate = new GateUnderTest();
  const { id } = await createdSession(gate);
  const path = `/api/sessions/${id}`;
  const config = { role: "worker", session_id: id };
  const agent = await (await gate.post("/api/agents", config)).json();

  const busy = await gate.patch(path, { status: "archived" });
  await gate.ask(`/api/agents/${agent.id}`, { method: "DELETE" });
  const archived = await gate.patch(path, { status: "archived" });
  const late = await gate.post("/api/agents", config);
  const renamed = await gate.patch(path, { name: "x" });

  assert.equal(await problemLine(busy), "409 session_busy");
  assert.equal(archived.status, 200);
  assert.equal(await problemLine(late), "409 session_archived");
  assert.equal(await problemLine(renamed), "409 session_archived");
});

Deno.test("an unknown session is not found, whatever its id looks like", async () => {
  using gate = new GateUnderTest();

  for (const id of [v7(), "none", "constructor", "%00", "__proto__"]) {
    const path = `/api/sessions/${id}`;
    const lines = await Promise.all(
      [gate.ask(path), gate.patch(path, { name: "x" })].map(async (answer) =>
        await problemLine(await answer)
      ),
    );
    assert.deepEqual(lines, Array(2).fill("404 session_not_found"), id);
  }
  const agent = { role: "worker", session_id: v7() };
  assert.equal(
    await problemLine(await gate.post("/api/agents", agent)),
    "404 session_not_found",
  );
});

Deno.test("sessions come in pages that join without a gap", async () => {
  using gate = new GateUnderTest();
  for (let n = 0; n < 5; n++) await createdSession(gate, `${n}`);

  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await (await gate.ask(`/api/sessions?limit=2${cursor}`))
      .json();
    seen.push(...page.items.map(({ name }: { name: string }) => name));
    cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
  } while (cursor);

  assert.deepEqual(seen, ["4", "3", "2", "1", "0"]);
});

Deno.test("a session is refused by the field that does not fit", async () => {
  using gate = new GateUnderTest();
  const path = `/api/sessions/${(await createdSession(gate)).id}`;
  const unfit: readonly (readonly [unknown, string])[] = [
    [{ name: " " }, "name"],
    [{ name: "a\nb" }, "name"],
    [{ name: "x".repeat(121) }, "name"],
    [{ name: 1 }, "name"],
    [{ name: "x", colour: 1 }, ""],
  ];
  const changes: readonly (readonly [unknown, string])[] = [
    ...unfit,
    [{}, ""],
    [{ status: "paused" }, "status"],
    [{ name: "x", status: "archived" }, ""],
  ];

  const fields = async (asked: Promise<Response>) => {
    const problem = await problemOf(await asked);
    assert.equal(problem.code, "invalid_request");
    return problem.errors?.map((error) => error.path);
  };

  for (const [body, field] of unfit) {
    assert.deepEqual(await fields(gate.post("/api/sessions", body)), [field]);
  }
  for (const [body, field] of changes) {
    assert.deepEqual(await fields(gate.patch(path, body)), [field]);
  }
});
