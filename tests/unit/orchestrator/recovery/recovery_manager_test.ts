import { strict as assert } from "node:assert";
import { v7 } from "uuid";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { RecoveryManager } from "@/orchestrator/recovery/recovery_manager.ts";
import { AT } from "@/tests/helpers/fleet.ts";

/** A writer on a store in memory, and what recovers around it. */
function rig() {
  const sources = { now: () => AT, newId: () => v7() };
  const writer = new EventWriter(
    { commit: () => Promise.resolve() },
    sources,
    EMPTY_FLEET,
  );
  const load: string[] = [];
  let lateMs = 0;
  let look = () => {};
  let nowMs = 0;
  const manager = new RecoveryManager({
    writer,
    sources,
    log: { info: () => {}, error: () => {} },
    freeMemoryMb: () => undefined,
    minFreeMemoryMb: 512,
    load: () => ({
      strained: ({ strain, message }) => {
        load.push(`${strain}: ${message}`);
        return Promise.resolve();
      },
      calm: (strain) => load.push(`${strain} is calm`),
    }),
    lag: () => ({ meanMs: lateMs, maxMs: lateMs }),
    every: (_, run) => {
      look = run;
      return () => {};
    },
    monotonicMs: () => nowMs,
    stopAgent: () => Promise.reject(new Error("nobody is to be stopped")),
  });
  const incidents = async () => {
    await writer.drained();
    return Object.values(writer.committed.incidents)
      .map(({ kind, count, state }) => `${kind} x${count}: ${state.status}`);
  };
  const beLate = (ms: number) => {
    lateMs = ms;
    look();
  };
  const passTenMinutes = () => {
    nowMs += 600_000;
    look();
  };
  const severities = () =>
    Object.values(writer.head.incidents).map(({ severity }) => severity);
  return { manager, incidents, load, beLate, passTenMinutes, severities };
}

const AWAY = {
  kind: "away",
  since: AT,
  backlog: 0,
  reason: "connection refused",
} as const;

Deno.test("a history that goes away is one incident, which ends when it is back", async () => {
  const { manager, incidents } = rig();
  using _ = manager;

  manager.historyIs(AWAY);
  manager.historyIs(AWAY);
  const away = await incidents();
  manager.historyIs({ kind: "healthy", seq: 0 });
  const back = await incidents();

  assert.deepEqual(away, ["history_away x1: open"]);
  assert.deepEqual(back, ["history_away x1: recovered"]);
});

Deno.test("a full disk is told when it fills up and when there is room", async () => {
  const { manager, incidents } = rig();
  using _ = manager;
  const disk = (state: "ok" | "full") => manager.storageIs({ disk: { state } });

  disk("ok");
  disk("full");
  disk("full");
  const full = await incidents();
  disk("ok");
  const free = await incidents();

  assert.deepEqual(full, ["disk_full x1: open"]);
  assert.deepEqual(free, ["disk_full x1: recovered"]);
});

Deno.test("a store that refused a commit is told of once it takes commits again", async () => {
  const { manager, incidents } = rig();
  using _ = manager;

  manager.storeRefused(new Error("disk I/O error"));

  assert.deepEqual(await incidents(), ["store_failed x1: recovered"]);
});

Deno.test("a server that is late with everything lets fewer work until it is on time again", async () => {
  const { manager, incidents, load, beLate } = rig();
  using _ = manager;

  for (const ms of [100, 612.4, 900, 300]) beLate(ms);
  const late = await incidents();
  beLate(50);
  beLate(50);

  assert.deepEqual(late, ["overloaded x1: open"]);
  assert.deepEqual(await incidents(), ["overloaded x1: recovered"]);
  assert.deepEqual(load, [
    "event_loop: The server is late by 612 ms with all that it does",
    "event_loop is calm",
  ]);
});

Deno.test("clients that are cut again and again are one incident of the lowest severity", async () => {
  const { manager, incidents, passTenMinutes, severities } = rig();
  using _ = manager;

  for (let n = 0; n < 4; n++) manager.clientWasCut("ws");
  const slow = await incidents();
  passTenMinutes();
  const calm = await incidents();

  assert.deepEqual(slow, ["slow_clients x1: open"]);
  assert.deepEqual(calm, ["slow_clients x1: recovered"]);
  assert.deepEqual(severities(), ["low"]);
});
