import { strict as assert } from "node:assert";
import { SseReader } from "@/tests/helpers/sse_reader.ts";
import { until } from "@/tests/helpers/vamp_server.ts";
import { findTagged } from "@/wrapper/sweep.ts";
import { chooseFault, rest } from "./faults.ts";
import { type ChaosCounts, judgeChaos, type Shown } from "./judge.ts";
import { World } from "./world.ts";

/** What is wanted of a run. */
export type ChaosPlan = {
  readonly seed: string;
  /** Faults; each comes a moment after the one before. */
  readonly faults: number;
  readonly agents: number;
  readonly say: (line: string) => void;
};

const ENDED = ["completed", "failed", "cancelled"];
const SETTLED_WITHIN_MS = 180_000;
const MOST_REST_MS = 1_000;

/**
 * Gives agents work, harms everything around them at random, lets it settle,
 * and looks whether what always has to hold does. The same seed chooses the
 * same faults; what they hit depends on time.
 *
 * @throws {Error} Where something does not hold, in words.
 */
export async function runChaos(plan: ChaosPlan): Promise<ChaosCounts> {
  await using world = await World.open(plan.seed);
  for (let n = 0; n < plan.agents; n++) await world.addAgent();
  const names: string[] = [];
  for (let n = 0; n < plan.faults; n++) {
    await giveWork(world, names);
    await decideSome(world);
    const fault = chooseFault(world);
    plan.say(`${fault.name}: ${await fault.run(world)}`);
    await rest(world.random.between(0, MOST_REST_MS));
  }
  await settle(world, plan, names);
  const shown = await shownFleet(world);
  await untilClientsHave(world, shown.seq);
  assert.equal(await world.server.stop(), 0, "the last stop");
  await world.bury();
  await Promise.all(world.clients.map((client) => client.stop()));
  assert.deepEqual(await findTagged({ ps: "/usr/bin/ps" }), []);
  return await judgeChaos(world, names, shown);
}

/** Up to three tasks, some of which will ask for a permission. */
async function giveWork(world: World, names: string[]): Promise<void> {
  for (let n = world.random.between(1, 3); n > 0; n--) {
    const kind = world.random.next() < 0.3 ? "ask" : "job";
    const id = `${kind}-${names.length}`;
    names.push(id);
    await world.call("/api/tasks", { id, description: `Do ${id}` });
  }
}

/** Answers some of what agents ask; sometimes nobody looks. */
async function decideSome(world: World, all = false): Promise<void> {
  const { items } = await world.call("/api/approvals?status=pending");
  for (const { id } of items) {
    if (!all && world.random.next() < 0.3) continue;
    const decision = world.random.next() < 0.8
      ? { decision: "allow", scope: "once" }
      : { decision: "deny", note: "chaos said no" };
    const answer = await world.server.api(`/api/approvals/${id}/decide`, {
      method: "POST",
      body: JSON.stringify(decision),
    });
    // 409: withdrawn in between, with the process that asked.
    const text = await answer.text();
    assert.ok(answer.ok || answer.status === 409, `${answer.status} ${text}`);
  }
}

/** Waits until all is done; what needs a person gets one. */
async function settle(
  world: World,
  plan: ChaosPlan,
  names: readonly string[],
): Promise<void> {
  world.isCutting = false;
  if (!world.isDatabaseUp) {
    await world.pg.restart();
    world.isDatabaseUp = true;
  }
  let open: readonly { readonly id: string; readonly status: string }[] = [];
  await until(
    async () => {
      await decideSome(world, true);
      const { closed } = await world.call("/api/limits");
      if (closed) await world.call("/api/limits/open", {});
      const alive = (await world.agents())
        .filter(({ status }) => !["failed", "terminated"].includes(status));
      for (let n = alive.length; n < plan.agents; n++) await world.addAgent();
      const { items } = await world.call("/api/tasks?limit=200");
      open = items.filter((task: { status: string }) =>
        !ENDED.includes(task.status)
      );
      const { history } = await world.call("/api/health");
      return open.length === 0 && items.length >= Math.min(200, names.length) &&
          history.backlog === 0 || undefined;
    },
    () => `not settled: ${JSON.stringify(open).slice(0, 2_000)}`,
    SETTLED_WITHIN_MS,
  );
}

/** The fleet as a new page is shown it. */
async function shownFleet(world: World): Promise<Shown> {
  const answer = await world.server.api("/api/events");
  const reader = new SseReader(answer.body);
  const frames = await reader.until(({ event }) => event === "snapshot");
  await reader.cancel();
  const frame = frames.at(-1);
  assert.ok(frame);
  return { seq: Number(frame.id), fleet: frame.data };
}

async function untilClientsHave(world: World, seq: number): Promise<void> {
  await until(
    () =>
      world.clients.every(({ log }) => (log.at(-1)?.seq ?? 0) >= seq) ||
      undefined,
    () =>
      `clients have ${world.clients.map(({ log }) => log.length)} of ${seq}`,
  );
}
