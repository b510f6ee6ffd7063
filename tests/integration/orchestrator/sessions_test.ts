import { strict as assert } from "node:assert";
import { addUsage, NO_USAGE } from "@/domain/usage_sum.ts";
import type { SessionId } from "@/domain/ids.ts";
import {
  granted,
  openPlatformBench,
  type PlatformBench,
  refusalOf,
} from "@/tests/helpers/platform_under_test.ts";

const SCRIPT = {
  // All of it, so that every turn costs the same.
  defaults: {
    usage: {
      input_tokens: 1_200,
      output_tokens: 340,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
    },
  },
  rules: [
    { when: { last_user: "broken" }, reply: { status: 400, text: "no" } },
  ],
  fallback: "done",
};

/** Microdollars, so that sums in another order come out the same. */
const micro = (usd: number) => Math.round(usd * 1_000_000);

async function totalsOf(on: PlatformBench, sessionId: SessionId) {
  const session = await on.platform.findSession(sessionId);
  assert.ok(session);
  const { items } = await on.platform.listTasks({ limit: 100, sessionId });
  const tasks = items.map(({ usage }) => usage).reduce(addUsage, NO_USAGE);
  const turns = [];
  for (const agent of Object.values(on.platform.fleet().agents)) {
    if (agent.session_id !== sessionId) continue;
    turns.push(
      ...(await on.transcript(agent.id)).filter(({ kind }) =>
        kind === "turn_ended"
      ),
    );
  }
  const workedMs = turns.reduce(
    (sum, turn) => sum + (turn.kind === "turn_ended" ? turn.duration_ms : 0),
    0,
  );
  return { session, items, tasks, workedMs };
}

Deno.test("a session costs what its tasks cost, to the cent, also across a restart", async () => {
  await using on = await openPlatformBench(SCRIPT);
  const { id } = granted(await on.platform.createSession("Release"));
  const config = { session_id: id };
  const agents = await Promise.all([on.agent(config), on.agent(config)]);
  const outside = await on.agent();
  const work = async () => {
    const given = await Promise.all(
      [...agents, outside].flatMap(({ id }) => [
        on.give(id, { description: "one" }),
        on.give(id, { description: "two" }),
      ]),
    );
    for (const task of given) await on.ended(task);
  };

  await work();
  const first = await totalsOf(on, id);
  await on.reopen();
  const readBack = await totalsOf(on, id);
  await work();
  const second = await totalsOf(on, id);

  assert.deepEqual(readBack, first);
  for (const { session, tasks, items, workedMs } of [first, second]) {
    assert.ok(session.usage.cost_usd > 0);
    assert.equal(micro(session.usage.cost_usd), micro(tasks.cost_usd));
    assert.equal(session.usage.input_tokens, tasks.input_tokens);
    assert.equal(session.usage.output_tokens, tasks.output_tokens);
    assert.equal(session.tasks_completed, items.length);
    assert.equal(session.worked_ms, workedMs);
  }
  assert.equal(second.session.tasks_completed, 8);
  assert.equal(
    micro(second.session.usage.cost_usd),
    2 * micro(first.session.usage.cost_usd),
  );
});

Deno.test("a session is archived when its agents are gone, and keeps what failed in it", async () => {
  await using on = await openPlatformBench(SCRIPT);
  const { id } = granted(await on.platform.createSession("Release"));
  const agent = await on.agent({ session_id: id });
  await on.ended(await on.give(agent.id, { description: "broken" }));

  const busy = await on.platform.archiveSession(id);
  granted(await on.platform.terminateAgent(agent.id));
  granted(await on.platform.archiveSession(id));
  await on.reopen();

  assert.equal(refusalOf(busy), "session_busy");
  const session = on.platform.fleet().sessions[id];
  assert.equal(session?.state.status, "archived");
  assert.deepEqual([session.agents, session.tasks_failed], [1, 1]);
});
