import { strict as assert } from "node:assert";
import type { FleetEvent } from "@/domain/event.ts";
import type { Task } from "@/domain/task.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
} from "@/tests/helpers/platform_under_test.ts";

const OVERLOADED = { fallback: { status: 529 } };
const FINE = { fallback: "Done." };
const LONG_MS = 120_000;
/** The whole of it: more agents, for as long as an overload often lasts. */
const IS_WHOLE = Deno.env.get("VAMP_FAULTS") === "1";
const AGENTS = IS_WHOLE ? 10 : 5;
const STORM_MS = IS_WHOLE ? 120_000 : 0;

const of = (events: readonly FleetEvent[], type: FleetEvent["type"]) =>
  events.filter((event) => event.type === type);

async function waitsForLimit(on: PlatformBench, tasks: readonly Task[]) {
  await on.until((fleet) =>
    fleet.limits.closed !== null &&
    tasks.every(({ id }) => fleet.tasks[id]?.state.status === "pending")
  );
}

function messagesAsked(on: PlatformBench): number {
  return on.bench.model.requests
    .filter(({ path }) => path === "/v1/messages").length;
}

Deno.test(`an overload that ${AGENTS} agents meet closes the gate once, and within two minutes after it all tasks are done`, async () => {
  await using on = await openPlatformBench(OVERLOADED);
  const agents = [];
  for (let n = 0; n < AGENTS; n++) agents.push(await on.agent());
  const tasks: Task[] = [];
  for (const { id } of agents) tasks.push(await on.give(id, {}));
  await waitsForLimit(on, tasks);
  const closures = of(await on.events(), "limit.closed").length;
  const asked = messagesAsked(on);
  const after = await on.give(agents[0]!.id, { description: "later" });
  // The overload itself takes its time.
  await new Promise((resolve) => setTimeout(resolve, STORM_MS));

  on.bench.model.setScript(FINE);
  const done = [];
  for (const task of [...tasks, after]) {
    done.push(await on.ended(task, LONG_MS));
  }

  assert.deepEqual(
    done.map(({ state }) => state.status),
    Array(AGENTS + 1).fill("completed"),
  );
  assert.equal(closures, 1);
  assert.ok(asked <= AGENTS * 3, `${asked} calls while the API was overloaded`);
  const events = await on.events();
  assert.deepEqual(of(events, "task.failed"), []);
  const outcomes = new Set(
    tasks.map(({ id }) =>
      on.platform.fleet().tasks[id]?.attempts[0]?.outcome ?? null
    ),
  );
  assert.ok(outcomes.has("limited"));
  assert.ok(!outcomes.has("failed"));
});

Deno.test("a usage limit lets nothing begin before its time, also after the server was started anew", async () => {
  const resetsAt = Math.ceil(Date.now() / 1_000) + 12;
  await using on = await openPlatformBench({
    fallback: {
      status: 429,
      headers: {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": String(resetsAt),
        "anthropic-ratelimit-unified-representative-claim": "five_hour",
      },
    },
  }, {
    agentEnv: { CLAUDE_CODE_OAUTH_TOKEN: "made-up" },
  });
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  await waitsForLimit(on, [task]);
  on.bench.model.setScript(FINE);

  await on.reopen();
  const limits = on.platform.fleet().limits;
  const done = await on.ended(task, LONG_MS);

  assert.equal(limits.closed?.kind, "usage_limit");
  assert.equal(done.state.status, "completed");
  const last = done.attempts.at(-1);
  assert.ok(Date.parse(last?.assigned_at ?? "") >= resetsAt * 1_000);
  assert.deepEqual(
    done.attempts.map(({ outcome }) => outcome),
    ["limited", "succeeded"],
  );
});

Deno.test("the first refusal of the sign-in stops the work, and it waits for a person", async () => {
  await using on = await openPlatformBench({ fallback: { status: 401 } });
  const agent = await on.agent();
  const task = await on.give(agent.id, {});
  await waitsForLimit(on, [task]);
  const asked = messagesAsked(on);
  const { closed } = on.platform.fleet().limits;
  on.bench.model.setScript(FINE);

  granted(await on.platform.openLimits());
  const done = await on.ended(task);

  assert.ok(asked <= 2, `${asked} calls`);
  assert.deepEqual([closed?.kind, closed?.until], ["authentication", null]);
  assert.equal(done.state.status, "completed");
});

Deno.test("a task that ignores limits goes on while the gate is closed", async () => {
  await using on = await openPlatformBench({
    rules: [{ when: { last_user: "urgent" }, reply: "Done." }],
    ...OVERLOADED,
  });
  const first = await on.agent();
  const second = await on.agent();
  const held = await on.give(first.id, {});
  await waitsForLimit(on, [held]);

  const urgent = await on.give(second.id, {
    description: "urgent",
    ignore_limits: true,
  });
  const done = await on.ended(urgent);

  assert.equal(done.state.status, "completed");
  assert.equal(on.platform.fleet().tasks[held.id]?.state.status, "pending");
});

Deno.test("without the gate an overload fails a task like any other failure", async () => {
  await using on = await openPlatformBench(OVERLOADED);
  granted(await on.platform.enableLimits(false));
  const agent = await on.agent();

  const ended = await on.ended(
    await on.give(agent.id, { max_attempts: 1 }),
  );

  assert.equal(
    ended.state.status === "failed" && ended.state.failure.kind,
    "overloaded",
  );
  assert.equal(on.platform.fleet().limits.closed, null);
});
