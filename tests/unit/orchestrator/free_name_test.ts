import { strict as assert } from "node:assert";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { freeName } from "@/orchestrator/free_name.ts";
import {
  createdDrafts,
  fleetAfter,
  sampleAgent,
} from "@/tests/helpers/fleet.ts";

Deno.test("freeName counts by role, and by template when there is one", () => {
  const taken = ["Worker 1", "Worker 3", "Reviewer 1"];
  const fleet = fleetAfter(
    taken.flatMap((name, n) => createdDrafts(sampleAgent(n + 1, { name }))),
  );

  assert.equal(freeName(fleet, { role: "worker" }), "Worker 2");
  assert.equal(freeName(fleet, { role: "manager" }), "Manager 1");
  assert.equal(
    freeName(fleet, { role: "worker", template: "reviewer" }),
    "Reviewer 2",
  );
  assert.equal(
    freeName(EMPTY_FLEET, { role: "worker", template: "removed-since" }),
    "Worker 1",
  );
});
