// Loaded first on purpose: the API's schemas must not depend on who comes first.
import "@/domain/approval.ts";
import "@/domain/approval_rule.ts";
import "@/domain/agent_template.ts";
import "@/domain/fleet_batch.ts";
import { strict as assert } from "node:assert";
import { GateUnderTest } from "@/tests/helpers/gate_under_test.ts";

Deno.test("the API's document is there, also where the domain was loaded before the API", async () => {
  using gate = new GateUnderTest();

  const answer = await gate.ask("/api/openapi.json");

  assert.equal(answer.status, 200);
});
