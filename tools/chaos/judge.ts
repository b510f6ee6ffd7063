import { strict as assert } from "node:assert";
import { join } from "node:path";
import { LiveStore } from "@/db/kv/live_store.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { FleetEvent } from "@/domain/event.ts";
import { applyEvent, EMPTY_FLEET } from "@/domain/fleet.ts";
import { addUsage, NO_USAGE } from "@/domain/usage_sum.ts";
import {
  allRecords,
  assertHistoryIs,
  assertReplayed,
  type Records,
  wholeLog,
} from "@/tests/helpers/history_and_log.ts";
import type { World } from "./world.ts";

/** What a run came to. */
export type ChaosCounts = {
  readonly events: number;
  readonly completed: number;
  readonly failed: number;
  readonly attempts: number;
  readonly approvals: number;
  readonly cuts: number;
};

/** The fleet as the running server showed it, before it was stopped. */
export type Shown = { readonly seq: number; readonly fleet: unknown };

const CENT_PARTS = 1e-6;

/**
 * Looks at what is left when the server has stopped; throws where something
 * does not hold.
 */
export async function judgeChaos(
  world: World,
  taskNames: readonly string[],
  shown: Shown,
): Promise<ChaosCounts> {
  const kv = await Deno.openKv(join(world.folder, "live.sqlite3"));
  try {
    const store = new LiveStore(kv);
    const log = await wholeLog(store);
    const records = await allRecords(kv);
    assertReplayed(records, log);
    assertShown(shown, log);
    for (const client of world.clients) {
      assert.deepEqual(client.log, log.slice(0, client.log.length));
      assert.ok(client.log.length >= shown.seq, "a client is behind");
    }
    await using database = openPostgres(world.databaseUrl);
    await assertHistoryIs(database, log, records, store);
    assertApprovals(records, log);
    assertCosts(records, log);
    return {
      events: log.length,
      ...assertEndedOnce(records, log, taskNames),
      approvals: records.approvals.length,
      cuts: world.cuts,
    };
  } finally {
    kv.close();
  }
}

/** What was in the server's memory is what its log leads to. */
function assertShown(shown: Shown, log: readonly FleetEvent[]): void {
  const fleet = log.filter(({ seq }) => seq <= shown.seq)
    .reduce(applyEvent, EMPTY_FLEET);
  assert.deepEqual(shown.fleet, JSON.parse(JSON.stringify(fleet)));
}

function assertEndedOnce(
  records: Records,
  log: readonly FleetEvent[],
  taskNames: readonly string[],
) {
  const ends = log.filter(({ type }) =>
    type === "task.completed" || type === "task.failed" ||
    type === "task.cancelled"
  );
  const names = records.tasks.map(({ external_id }) => external_id);
  assert.deepEqual(names.toSorted(), taskNames.toSorted());
  for (const task of records.tasks) {
    const mine = ends.filter((event) =>
      "task_id" in event && event.task_id === task.id
    );
    assert.equal(mine.length, 1, `${task.external_id} ended otherwise`);
    assert.deepEqual(
      task.attempts.map(({ number }) => number),
      task.attempts.map((_, index) => index + 1),
    );
    const succeeded = task.attempts.filter(({ outcome }) =>
      outcome === "succeeded"
    );
    assert.equal(
      succeeded.length,
      task.state.status === "completed" ? 1 : 0,
      `${task.external_id} is ${task.state.status}`,
    );
  }
  const completed = ends.filter(({ type }) => type === "task.completed").length;
  return {
    completed,
    failed: ends.length - completed,
    attempts: records.tasks.flatMap(({ attempts }) => attempts).length,
  };
}

/** Every request is settled, and was decided at most once. */
function assertApprovals(records: Records, log: readonly FleetEvent[]): void {
  const asked = log.filter(({ type }) => type === "approval.requested");
  assert.equal(records.approvals.length, asked.length);
  const decided = log.flatMap((event) =>
    event.type === "approval.decided" ? [event.approval_id] : []
  );
  assert.equal(new Set(decided).size, decided.length, "decided twice");
  const open = records.approvals.filter(({ state }) =>
    state.status === "pending"
  );
  assert.deepEqual(open, []);
}

/** What agents cost is what was recorded, and tasks cost no more than that. */
function assertCosts(records: Records, log: readonly FleetEvent[]): void {
  const used = log.flatMap((event) =>
    event.type === "usage.recorded" ? [event] : []
  );
  const sum = (of: typeof used) =>
    of.map(({ data }) => data.usage).reduce(addUsage, NO_USAGE).cost_usd;
  const near = (a: number, b: number, what: string) =>
    assert.ok(Math.abs(a - b) < CENT_PARTS, `${what}: ${a}, and not ${b}`);
  near(
    records.agents.map(({ usage }) => usage).reduce(addUsage, NO_USAGE)
      .cost_usd,
    sum(used),
    "agents",
  );
  near(
    records.tasks.map(({ usage }) => usage).reduce(addUsage, NO_USAGE).cost_usd,
    sum(used.filter(({ task_id }) => task_id)),
    "tasks",
  );
}
