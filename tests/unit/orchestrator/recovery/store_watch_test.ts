import { strict as assert } from "node:assert";
import type { FleetBatch } from "@/domain/fleet_batch.ts";
import { watchedStore } from "@/orchestrator/recovery/store_watch.ts";
import { until } from "@/tests/helpers/until.ts";

const BATCH = {} as FleetBatch;

/** A store whose commits a test ends, and what is told of it. */
function rig() {
  const told: string[] = [];
  const commits: PromiseWithResolvers<void>[] = [];
  const store = watchedStore({
    commit: () => {
      const commit = Promise.withResolvers<void>();
      commits.push(commit);
      return commit.promise;
    },
  }, {
    onRefused: () => told.push("refused"),
    onStuck: () => told.push("stuck"),
    onMoving: (afterMs) => told.push(`moving, ${afterMs >= 5}`),
  }, 5);
  return { store, told, commits };
}

Deno.test("a commit that takes too long is told while it does, and when it is over", async () => {
  const { store, told, commits } = rig();

  const commit = store.commit(BATCH);
  await until("it is told", () => told.length > 0);
  commits[0]?.resolve();
  await commit;

  assert.deepEqual(told, ["stuck", "moving, true"]);
});

Deno.test("a commit that is refused in the end was stuck, too", async () => {
  const { store, told, commits } = rig();

  const commit = store.commit(BATCH);
  await until("it is told", () => told.length > 0);
  commits[0]?.reject(new Error("database is locked"));

  await assert.rejects(commit, /locked/);
  assert.deepEqual(told, ["stuck", "refused", "moving, true"]);
});

Deno.test("commits that are quick, and refusals that follow each other, tell nothing more", async () => {
  const { store, told, commits } = rig();

  for (const end of ["resolve", "reject", "reject"] as const) {
    const commit = store.commit(BATCH);
    commits.at(-1)?.[end](new Error("no room") as never);
    await commit.catch(() => {});
  }

  assert.deepEqual(told, ["refused"]);
});
