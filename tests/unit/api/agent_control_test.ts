import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine, problemOf } from "@/tests/helpers/problem_answer.ts";

async function agentPath(gate: GateUnderTest, body = {}): Promise<string> {
  const answer = await gate.post("/api/agents", { role: "worker", ...body });
  return answer.headers.get("location") ?? "";
}

Deno.test("an agent is paused with a reason, shown so, and resumed", async () => {
  using gate = new GateUnderTest();
  const path = await agentPath(gate);

  const paused = await gate.post(`${path}/pause`, { reason: "I look at it" });
  const held = await (await gate.ask("/api/agents?held=true")).json();
  const resumed = await gate.ask(`${path}/resume`, { method: "POST" });
  const none = await (await gate.ask("/api/agents?held=true")).json();

  assert.equal((await paused.json()).held.reason, "I look at it");
  assert.equal(held.items.length, 1);
  assert.equal((await resumed.json()).held, null);
  assert.deepEqual(none.items, []);
});

Deno.test("a change says what waits for the next start of the process", async () => {
  using gate = new GateUnderTest();
  const path = await agentPath(gate);

  const answer = await gate.patch(path, {
    name: "Bob",
    capabilities: ["review"],
    instructions: "Be brief.",
    resource_limits: { timeout_seconds: 9, max_turns: 3 },
  });

  const agent = await answer.json();
  assert.equal(answer.status, 200);
  assert.deepEqual([agent.name, agent.config.capabilities], ["Bob", [
    "review",
  ]]);
  assert.deepEqual(agent.after_restart, [
    "instructions",
    "resource_limits.max_turns",
  ]);
});

Deno.test("an agent is started anew", async () => {
  using gate = new GateUnderTest();
  const path = await agentPath(gate);

  const answer = await gate.ask(`${path}/restart`, { method: "POST" });

  assert.equal(answer.status, 202);
  assert.equal((await answer.json()).status, "starting");
});

Deno.test("what cannot be changed about an agent is refused by its name", async () => {
  using gate = new GateUnderTest();
  const path = await agentPath(gate);
  const unfit: readonly (readonly [unknown, string])[] = [
    [{}, ""],
    [{ role: "manager" }, "role"],
    [{ model: "opus" }, "model"],
    [{ name: " " }, "name"],
  ];

  for (const [body, field] of unfit) {
    const problem = await problemOf(await gate.patch(path, body));
    assert.equal(problem.code, "invalid_request");
    assert.ok(problem.detail.includes(field), problem.detail);
  }
  const line = await problemLine(await gate.post(`${path}/pause`, {}));
  assert.equal(line, "400 invalid_request");
});

Deno.test("a route without a body refuses one, and takes an empty object", async () => {
  using gate = new GateUnderTest();
  const path = await agentPath(gate);

  const refused = await gate.post(`${path}/resume`, { force: true });
  const empty = await gate.post(`${path}/resume`, {});

  assert.equal(await problemLine(refused), "400 invalid_request");
  assert.equal(empty.status, 200);
});

Deno.test("a route without parameters refuses one by its name", async () => {
  using gate = new GateUnderTest();
  const paths = ["/api/queue?a=1", "/api/rules?a=1", "/api/health?a=1"];

  for (const path of paths) {
    const problem = await problemOf(await gate.ask(path));
    assert.equal(problem.code, "invalid_request", path);
    assert.match(problem.detail, /"a"/);
  }
});

Deno.test("agents are sorted and come in pages that join, whatever they are sorted by", async () => {
  using gate = new GateUnderTest();
  const names = ["delta", "Alpha", "charlie", "alpha", "Bravo"];
  for (const name of names) await agentPath(gate, { name });

  async function all(sort: string): Promise<string[]> {
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await (await gate.ask(
        `/api/agents?limit=2&sort=${sort}${cursor}`,
      )).json();
      seen.push(...page.items.map((each: { name: string }) => each.name));
      cursor = page.next_cursor ? `&cursor=${page.next_cursor}` : "";
    } while (cursor);
    return seen;
  }

  assert.deepEqual(await all("created_at"), names);
  assert.deepEqual(await all("-created_at"), [...names].reverse());
  assert.deepEqual((await all("name")).map((name) => name.toLowerCase()), [
    "alpha",
    "alpha",
    "bravo",
    "charlie",
    "delta",
  ]);
  assert.equal((await all("cost_usd")).length, 5);
  const lines = await Promise.all(
    ["?cursor=x", "?cursor=W10", "?sort=colour"].map(async (query) =>
      await problemLine(await gate.ask(`/api/agents${query}`))
    ),
  );
  assert.deepEqual(lines, [
    "400 invalid_cursor",
    "400 invalid_cursor",
    "400 invalid_request",
  ]);
});
