import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import type { Task } from "@/domain/task.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

/** Each turn costs some cents, whatever it says. */
const COSTLY = {
  fallback: {
    text: "Done.",
    usage: { input_tokens: 1_000, output_tokens: 2_000 },
  },
};
const LONG_MS = 60_000;

const of = (events: readonly FleetEvent[], type: FleetEvent["type"]) =>
  events.filter((event) => event.type === type);

function asked(on: PlatformBench): number {
  return on.bench.model.requests
    .filter(({ path }) => path === "/v1/messages").length;
}

const budgetOf = (on: PlatformBench, task: Task) =>
  on.platform.fleet().tasks[task.id]?.budget_marks;

Deno.test("nothing begins in a used-up budget of a tree, also after a restart, until a person raises it", async () => {
  await using on = await openPlatformBench(COSTLY);
  const agent = await on.agent();
  const tree = granted(
    await on.platform.createTask({
      id: "tree",
      description: "the whole",
      priority: 0,
      mode: "handoff",
      budget: { usd: 0.001 },
    }, {}),
  ).task;
  const part = { parent_id: "tree", max_attempts: 1 };

  const first = await on.ended(await on.give(agent.id, part));
  const second = await on.give(agent.id, part);
  const other = await on.ended(await on.give(agent.id, {}));
  const calls = asked(on);
  await on.reopen();
  const elsewhere = await on.ended(await on.give(agent.id, {}));
  const held = on.platform.fleet().tasks[second.id];
  granted(
    await on.platform.setBudget({ scope: "task", id: tree.id }, { usd: 100 }),
  );
  const done = await on.ended(second);

  assert.deepEqual(
    [first, other, elsewhere, done].map(({ state }) => state.status),
    Array(4).fill("completed"),
  );
  assert.equal(held?.state.status, "pending");
  assert.equal(calls, 2);
  assert.equal(budgetOf(on, tree)?.reached_at, null);
  const events = await on.events();
  assert.equal(of(events, "budget.reached").length, 1);
  assert.equal(of(events, "budget.set").length, 1);
});

Deno.test("an agent whose budget is used up in the middle of a turn waits for a person, and then does the task", async () => {
  await using on = await openPlatformBench({
    fallback: {
      tool: { name: "Bash", input: { command: "true" } },
      usage: { input_tokens: 1_000, output_tokens: 2_000 },
    },
  });
  const agent = await on.agent({
    allowed_tools: ["Bash(true)"],
    resource_limits: { budget_usd: 0.001 },
  });
  const task = await on.give(agent.id, { max_attempts: 1 });
  const held = await on.until(({ tasks, agents }) =>
    Boolean(agents[agent.id]?.budget_marks?.reached_at) &&
    tasks[task.id]?.state.status === "pending" && tasks[task.id]
  );
  const calls = asked(on);
  on.bench.model.setScript(COSTLY);

  granted(
    await on.platform.setBudget({ scope: "agent", id: agent.id }, { usd: 50 }),
  );
  const done = await on.ended(task, LONG_MS);

  assert.equal(held.attempts[0]?.outcome, "limited");
  assert.equal(held.attempts[0]?.failure?.kind, "budget");
  assert.equal(calls, 1);
  assert.equal(done.state.status, "completed");
  assert.equal(
    of(await on.events(), "budget.reached").length,
    1,
  );
});

Deno.test("the day's and a session's budgets hold what is theirs; switched off, they hold nothing; a person ends what they are for", async () => {
  await using on = await openPlatformBench(COSTLY);
  const session = granted(
    await on.platform.createSession("cheap", { tokens: 10 }),
  );
  const inside = await on.agent({ session_id: session.id });
  const outside = await on.agent();
  await on.ended(await on.give(inside.id, {}));

  const waiting = await on.give(inside.id, {});
  const free = await on.ended(await on.give(outside.id, {}));
  granted(await on.platform.setBudget({ scope: "day" }, { usd: 0.001 }));
  const late = await on.give(outside.id, {});
  const beforeEnd = on.platform.fleet().tasks;
  const ended = granted(
    await on.platform.endBudgeted({ scope: "session", id: session.id }),
  );
  granted(await on.platform.enableBudgets(false));
  const done = await on.ended(late);

  assert.equal(free.state.status, "completed");
  assert.deepEqual(
    [waiting, late].map(({ id }) => beforeEnd[id]?.state.status),
    ["pending", "pending"],
  );
  assert.equal(ended, 1);
  assert.equal(
    on.platform.fleet().tasks[waiting.id]?.state.status,
    "cancelled",
  );
  assert.equal(done.state.status, "completed");
});
