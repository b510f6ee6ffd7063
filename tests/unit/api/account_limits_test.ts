import { strict as assert } from "node:assert";
import { systemStatus } from "@/api/ws/system_status.ts";
import type { AgentId } from "@/domain/ids.ts";
import { agentId } from "@/tests/helpers/fleet.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";
import { problemLine } from "@/tests/helpers/problem_answer.ts";

const UNTIL = "2100-01-02T03:04:05.000Z";

/** A gate with two waiting tasks, one of which ignores the limit that is met. */
async function limited(): Promise<GateUnderTest> {
  const gate = new GateUnderTest();
  await gate.post("/api/tasks", { description: "wait" });
  await gate.post("/api/tasks", { description: "now", ignore_limits: true });
  gate.platform.commit({
    type: "limit.closed",
    data: {
      kind: "overloaded",
      message: "HTTP 529",
      until: UNTIL,
      agent_id: agentId(1) as AgentId,
    },
  });
  return gate;
}

Deno.test("the limits tell why work is held back, until when, and how much of it", async () => {
  using gate = await limited();

  const limits = await (await gate.ask("/api/limits")).json();

  assert.equal(limits.enabled, true);
  assert.equal(limits.waiting_tasks, 1);
  assert.deepEqual(
    [limits.closed.kind, limits.closed.until],
    ["overloaded", UNTIL],
  );
});

Deno.test("the gate is opened before its time by a person", async () => {
  using gate = await limited();

  const answer = await gate.post("/api/limits/open", undefined);

  assert.deepEqual(await answer.json(), {
    enabled: true,
    closed: null,
    lowered: null,
    waiting_tasks: 0,
  });
});

Deno.test("the gate is switched off and on, and takes nothing else", async () => {
  using gate = new GateUnderTest();
  const put = (body: unknown) =>
    gate.ask("/api/limits", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  const off = await put({ enabled: false });
  const wrong = await put({ enabled: "no" });

  assert.equal((await off.json()).enabled, false);
  assert.match(await problemLine(wrong), /^400 /);
  assert.equal(gate.platform.fleet().limits.enabled, false);
});

Deno.test("clients of the socket are told that work is held back", async () => {
  using gate = await limited();

  const status = systemStatus(gate.platform, 0);

  assert.equal(status.status, "limited");
  assert.deepEqual(status.limit, { kind: "overloaded", until: UNTIL });
});
