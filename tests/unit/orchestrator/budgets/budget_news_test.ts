import { strict as assert } from "node:assert";
import { AgentConfig } from "@/domain/agent.ts";
import { budgetLines, holdingBudget } from "@/domain/budget_lines.ts";
import type { EventDraft } from "@/domain/event.ts";
import { EMPTY_FLEET, type Fleet } from "@/domain/fleet.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { changesOf } from "@/orchestrator/change.ts";
import {
  agentId,
  AT,
  createdDrafts,
  fleetAfter,
  sampleAgent,
  sampleSession,
  sampleTask,
  sessionDraft,
  sessionId,
  taskId,
} from "@/tests/helpers/fleet.ts";

const by = { kind: "person" } as const;
const used = (usd: number, tokens = 0): EventDraft => ({
  type: "usage.recorded",
  agent_id: agentId(1),
  task_id: taskId(2),
  data: { usage: { ...NO_USAGE, cost_usd: usd, output_tokens: tokens } },
});

/** A task with a part that agent 1 works on, in session 1. */
const FLEET = fleetAfter([
  sessionDraft(sampleSession(1)),
  ...createdDrafts(
    sampleAgent(1, { session_id: sessionId(1) }),
    sampleTask(1, 1),
    sampleTask(2, 1, { parent_id: taskId(1) }),
  ),
]);

function after(fleet: Fleet, ...drafts: readonly EventDraft[]) {
  const changes = changesOf(fleet, drafts, AT);
  const told = changes.flatMap(({ events }) => events)
    .filter(({ type }) =>
      type === "budget.warned" || type === "budget.reached"
    );
  return {
    fleet: changes.at(-1)?.after ?? fleet,
    told: told.map((event) =>
      "scope" in event.data ? `${event.type} ${event.data.scope}` : ""
    ),
  };
}
const set = (scope: "task" | "session" | "day", usd: number): EventDraft => ({
  type: "budget.set",
  ...(scope === "task" && { task_id: taskId(1) }),
  ...(scope === "session" && { session_id: sessionId(1) }),
  data: { scope, budget: { usd }, by },
});
const holds = (fleet: Fleet) =>
  holdingBudget(fleet, { taskId: taskId(2), agentId: agentId(1) })?.scope;

for (const scope of ["task", "session", "day"] as const) {
  Deno.test(`a budget of the ${scope} is warned of at 80 % and reached at 100 %, each told once`, () => {
    const steps = [set(scope, 1), used(0.5), used(0.3), used(0.1), used(0.2)]
      .reduce((so, step) => {
        const { fleet, told } = after(so.at(-1)?.fleet ?? FLEET, step);
        return [...so, { fleet, told, held: holds(fleet) }];
      }, [] as { fleet: Fleet; told: string[]; held: string | undefined }[]);

    assert.deepEqual(steps.map(({ told }) => told), [
      [],
      [],
      [`budget.warned ${scope}`],
      [],
      [`budget.reached ${scope}`],
    ]);
    assert.deepEqual(
      steps.map(({ held }) => held),
      [undefined, undefined, undefined, undefined, scope],
    );
    assert.deepEqual(after(steps.at(-1)!.fleet, used(5)).told, []);
  });
}

Deno.test("an agent's limits are its budget, in dollars or in tokens, and an edit changes it", () => {
  const config = AgentConfig.parse({
    role: "worker",
    resource_limits: { budget_usd: 10, budget_tokens: 100 },
  });
  const start = fleetAfter(createdDrafts(sampleAgent(1, { config })));
  const edit = (budget_tokens: number): EventDraft => ({
    type: "agent.edited",
    agent_id: agentId(1),
    data: { by, change: { resource_limits: { budget_tokens } } },
  });

  const reached = after(start, used(1, 100));
  const raised = after(reached.fleet, edit(110));
  const enough = after(reached.fleet, edit(1_000));

  assert.deepEqual(reached.told, ["budget.reached agent"]);
  assert.equal(holds(reached.fleet), "agent");
  // It was warned of with the first word, and is near its end still.
  assert.deepEqual(raised.told, []);
  assert.equal(holds(raised.fleet), undefined);
  const [line] = budgetLines(enough.fleet);
  assert.deepEqual(line?.marks, { warned_at: null, reached_at: null });
});

Deno.test("a raised budget lets work go on, and is told again when it is used up", () => {
  const reached = after(FLEET, set("task", 1), used(1)).fleet;

  const raised = after(reached, set("task", 2));
  const again = after(raised.fleet, used(1));

  assert.equal(holds(raised.fleet), undefined);
  assert.deepEqual(again.told, ["budget.reached task"]);
});

Deno.test("a budget that is given when more was used already is used up at once", () => {
  const spent = after(FLEET, used(3)).fleet;

  assert.deepEqual(after(spent, set("task", 1)).told, ["budget.reached task"]);
});

Deno.test("budgets that are switched off hold nothing, and count again when they are on", () => {
  const switched = (enabled: boolean): EventDraft => ({
    type: "budget.switched",
    data: { by, enabled },
  });
  const off = after(FLEET, set("task", 1), switched(false), used(4));

  const on = after(off.fleet, switched(true));

  assert.deepEqual(off.told, []);
  assert.equal(holds(off.fleet), undefined);
  assert.deepEqual(on.told, ["budget.reached task"]);
  assert.equal(holds(on.fleet), "task");
});

Deno.test("what one day has used counts for the next no more", () => {
  const [day] = changesOf(FLEET, [set("day", 1), used(1)], AT);
  assert.equal(holds(day!.after), "day");

  const [next] = changesOf(
    day!.after,
    [{ type: "budget.renewed", data: { day: "2026-01-03" } }],
    "2026-01-03T00:00:00.001Z",
  );

  assert.equal(holds(next!.after), undefined);
  assert.deepEqual(next!.after.budgets.today.usage, NO_USAGE);
  assert.equal(EMPTY_FLEET.budgets.daily, null);
});
