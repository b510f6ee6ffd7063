import { strict as assert } from "node:assert";
import { OpenAPIHono } from "@hono/zod-openapi";
import { checkedAnswers } from "@/api/openapi/checked_answers.ts";
import { apiRoutes } from "@/api/api_routes.ts";
import { SETTINGS } from "@/tests/helpers/gate_stores.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

function apiOf(gate: GateUnderTest): OpenAPIHono {
  return apiRoutes({
    platform: gate.platform,
    sse: gate.sse,
    access: gate.access,
    addressOf: () => "",
    settings: SETTINGS,
    version: "1.2.3",
    uptimeSeconds: () => 0,
    acknowledgeRecovery: () => Promise.resolve(),
    logError: () => {},
  });
}

Deno.test("a server that checks its answers tells a wrong one as its own error", async () => {
  using gate = new GateUnderTest();
  const logged: unknown[] = [];
  const checked = checkedAnswers(
    apiOf(gate),
    (message) => logged.push(message),
  );
  const request = new Request("http://127.0.0.1/api/queue");
  const right = Response.json({ paused: null, items: [] });
  const wrong = Response.json({ paused: null, items: [], colour: "red" });

  const [passed, caught] = [
    await checked(request, right),
    await checked(request, wrong),
  ];

  assert.equal(passed, right);
  const problem = await caught.json();
  assert.deepEqual([caught.status, problem.code], [500, "internal"]);
  assert.match(problem.detail, /colour/);
  assert.deepEqual(logged, ["answer is not as described"]);
});
