import assert from "node:assert/strict";
import { attentionCount } from "@/components/fleet_order.ts";
import { sampleFleet, sampleId } from "@/components/gallery/sample_fleet.ts";
import { asksForAccount, budgetAsks } from "@/components/person_asks.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { AT } from "@/tests/helpers/fleet.ts";

/** A fleet whose day may cost nothing more. */
function spent(fleet: Fleet, enabled = true): Fleet {
  return {
    ...fleet,
    budgets: {
      ...fleet.budgets,
      enabled,
      daily: { usd: 1 },
      marks: { warned_at: AT, reached_at: AT },
    },
  };
}

function closed(fleet: Fleet, until: string | null): Fleet {
  return {
    ...fleet,
    limits: {
      ...fleet.limits,
      closed: {
        kind: until === null ? "authentication" : "rate_limit",
        message: "",
        since: AT,
        until,
        agent_id: sampleId(1) as AgentId,
      },
    },
  };
}

Deno.test("a used-up budget asks a person, while budgets count", () => {
  const fleet = sampleFleet();

  assert.deepEqual(budgetAsks(fleet), []);
  assert.deepEqual(budgetAsks(spent(fleet, false)), []);
  assert.equal(budgetAsks(spent(fleet))[0]?.scope, "day");
  assert.equal(attentionCount(spent(fleet)), attentionCount(fleet) + 1);
});

Deno.test("an account asks a person when nothing but a person can go on with it", () => {
  const fleet = sampleFleet();

  assert.equal(asksForAccount(fleet), false);
  assert.equal(asksForAccount(closed(fleet, AT)), false);
  assert.equal(asksForAccount(closed(fleet, null)), true);
  assert.equal(attentionCount(closed(fleet, null)), attentionCount(fleet) + 1);
});
