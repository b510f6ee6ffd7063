import { strict as assert } from "node:assert";
import { checkedAnswers } from "@/api/openapi/checked_answers.ts";
import { apiOf } from "@/tests/helpers/api_document.ts";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

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
