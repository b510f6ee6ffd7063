import { strict as assert } from "node:assert";
import type { EventDraft } from "@/domain/event.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import {
  agentId,
  createdDrafts,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

/** A gate with a task of an agent in a session, which used 2 dollars. */
function gateWithWork(): GateUnderTest {
  const gate = new GateUnderTest();
  const used: EventDraft = {
    type: "usage.recorded",
    agent_id: agentId(1),
    task_id: taskId(1),
    data: { usage: { ...NO_USAGE, cost_usd: 2, output_tokens: 7 } },
  };
  gate.platform.commit(
    sessionDraft(sampleSession(1)),
    ...createdDrafts(
      sampleAgent(1, { session_id: sessionId(1) }),
      sampleTask(1, 1, { session_id: sessionId(1) }),
    ),
    used,
  );
  return gate;
}

function send(gate: GateUnderTest, method: string, path: string, body = {}) {
  const isRead = method === "DELETE";
  return gate.ask(`/api/budgets${path}`, {
    method,
    ...(!isRead && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
}

const OWNERS = {
  task: taskId(1),
  agent: agentId(1),
  session: sessionId(1),
} as const;

for (const [scope, id] of Object.entries(OWNERS)) {
  Deno.test(`the budget of a ${scope} is given, shown with its record, and taken away`, async () => {
    using gate = gateWithWork();
    const path = `/${scope}/${id}`;

    const given = await send(gate, "PUT", path, { usd: 4, tokens: 70 });
    const record = await (await gate.ask(`/api/${scope}s/${id}`)).json();
    const listed = await (await gate.ask("/api/budgets")).json();
    const gone = await send(gate, "DELETE", path);
    const after = await (await gate.ask(`/api/${scope}s/${id}`)).json();

    const budget = await given.json();
    assert.deepEqual(
      { ...budget, name: "" },
      {
        scope,
        id,
        name: "",
        usd: 4,
        tokens: 70,
        used_usd: 2,
        used_tokens: 7,
        share: 0.5,
        state: "within",
        since: null,
      },
    );
    assert.deepEqual(record.budget, budget);
    assert.deepEqual(listed, { enabled: true, items: [budget] });
    assert.deepEqual(await gone.json(), { enabled: true, items: [] });
    assert.equal(after.budget, null);
  });
}

Deno.test("the day has a budget, and all budgets are switched off and on", async () => {
  using gate = gateWithWork();

  const given = await (await send(gate, "PUT", "/day", { usd: 10 })).json();
  const off = await (await send(gate, "PUT", "", { enabled: false })).json();
  await send(gate, "DELETE", "/day");
  const on = await (await send(gate, "PUT", "", { enabled: true })).json();

  assert.deepEqual([given.scope, given.id, given.used_usd], ["day", null, 2]);
  assert.equal(off.enabled, false);
  assert.equal(off.items.length, 1);
  assert.deepEqual(on, { enabled: true, items: [] });
});

Deno.test("a task and a session are made with their budgets, and a budget ends its work", async () => {
  using gate = gateWithWork();

  const task = await (await gate.post("/api/tasks", {
    description: "x",
    budget: { usd: 3 },
  })).json();
  const session = await (await gate.post("/api/sessions", {
    name: "x",
    budget: { tokens: 5 },
  })).json();
  const ended = await gate.post(
    `/api/budgets/session/${sessionId(1)}/end`,
    undefined,
  );

  assert.equal(task.budget.usd, 3);
  assert.equal(session.budget.tokens, 5);
  assert.deepEqual(await ended.json(), { ended_tasks: 1 });
  const { state } = gate.platform.fleet().tasks[taskId(1)]!;
  assert.equal(state.status, "cancelled");
});

Deno.test("a budget is refused that is none, or for what is not there or over", async () => {
  using gate = gateWithWork();
  const put = (path: string, body: object) =>
    send(gate, "PUT", path, body).then(problemLine);
  await gate.post(`/api/tasks/${taskId(1)}/cancel`, undefined);

  assert.equal(await put("/day", {}), "400 invalid_request");
  assert.equal(await put("/day", { usd: 0 }), "400 invalid_request");
  assert.equal(await put("/day", { usd: 1, eur: 1 }), "400 invalid_request");
  assert.equal(await put("/week/1", { usd: 1 }), "400 invalid_request");
  assert.equal(
    await put(`/task/${taskId(1)}`, { usd: 1 }),
    "409 task_ended",
  );
  assert.equal(await put("/task/none", { usd: 1 }), "404 task_not_found");
  assert.equal(await put("/agent/none", { usd: 1 }), "404 agent_not_found");
  assert.equal(
    await put(`/session/${sessionId(9)}`, { usd: 1 }),
    "404 session_not_found",
  );
});
