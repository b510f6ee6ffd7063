import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

async function created(gate: GateUnderTest): Promise<string> {
  const answer = await gate.post("/api/agents", { role: "worker" });
  return (await answer.json()).id;
}

Deno.test("an agent's tasks and messages are listed under it, and no others", async () => {
  using gate = new GateUnderTest();
  const [one, other] = [await created(gate), await created(gate)];
  for (const id of [one, other]) {
    await gate.post(`/api/agents/${id}/tasks`, { description: `for ${id}` });
    await gate.post(`/api/agents/${id}/messages`, { text: `to ${id}` });
  }

  const tasks = await (await gate.ask(`/api/agents/${one}/tasks`)).json();
  const mail = await (await gate.ask(`/api/agents/${one}/messages`)).json();

  assert.deepEqual(
    tasks.items.map((task: { title: string }) => task.title),
    [`for ${one}`],
  );
  assert.deepEqual(
    mail.items.map((message: { text: string }) => message.text),
    [`to ${one}`],
  );
});

Deno.test("lists of an agent that is not there, or by what they do not know, are refused", async () => {
  using gate = new GateUnderTest();
  const id = await created(gate);

  const lines = await Promise.all(
    [
      "/api/agents/none/tasks",
      "/api/agents/none/messages",
      `/api/agents/${id}/tasks?agent_id=${id}`,
      `/api/agents/${id}/messages?limit=0`,
      "/api/tasks?sort=title",
    ].map(async (path) => await problemLine(await gate.ask(path))),
  );

  assert.deepEqual(lines, [
    "404 agent_not_found",
    "404 agent_not_found",
    "400 invalid_request",
    "400 invalid_request",
    "400 invalid_request",
  ]);
});

Deno.test("the settings tell what is in effect, and no secret", async () => {
  using gate = new GateUnderTest();

  const settings = await (await gate.ask("/api/settings")).json();

  assert.deepEqual(settings.agents, {
    max: 10,
    timeout_seconds: 300,
    isolation: "auto",
    allowed_roots: [],
    variables: [],
  });
  assert.equal(settings.daily_backup_at, "03:17");
});

Deno.test("whether the server takes work is told without a sign-in", async () => {
  using gate = new GateUnderTest();

  const ready = await gate.anonymous("/api/health/ready");
  gate.platform.storageStatus = () => ({
    store: { state: "healthy" },
    copies: { newest_at: null, failed: null },
    disk: { state: "full", free_bytes: 0 },
  });
  const full = await gate.anonymous("/api/health/ready");

  assert.deepEqual(await ready.json(), { status: "ready" });
  assert.equal(await problemLine(full), "507 disk_full");
});
