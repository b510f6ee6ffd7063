import { strict as assert } from "node:assert";
import { settle, startHistorian } from "@/tests/helpers/historian_rig.ts";

const MINUTE_MS = 60_000;

Deno.test("historian tells since when it is away, why, and how much waits by now", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(10);
    history.openMishaps = 3;
  });
  const since = new Date(rig.clock.nowMs).toISOString();

  await rig.clock.advance(600);
  rig.log.commit(5);

  assert.deepEqual(rig.historian.state, {
    kind: "away",
    since,
    backlog: 15,
    reason: "cannot connect",
  });
  assert.equal(rig.historian.history, undefined);
  await rig.clock.advance(MINUTE_MS);
  assert.deepEqual(rig.told.map(({ kind }) => kind), ["away", "healthy"]);
  assert.deepEqual(rig.errors, ["history is away"]);
  assert.deepEqual(rig.history.stored, rig.log.all);
});

Deno.test("historian closes a broken history and opens it anew", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(10);
    history.writeMishaps.push("after storing");
  });

  await rig.clock.advance(0);
  assert.deepEqual([rig.history.opened, rig.history.closed], [1, 1]);
  await rig.clock.advance(500);

  assert.deepEqual([rig.history.opened, rig.history.closed], [2, 1]);
  assert.deepEqual(rig.history.stored, rig.log.all);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 10 });
});

Deno.test("historian's pauses grow up to half a minute, and begin anew after a success", async () => {
  await using rig = startHistorian((_, history) => history.openMishaps = 9);

  await rig.clock.advance(10 * MINUTE_MS);
  const first = rig.clock.asked.filter((ms) => ms !== 5_000 && ms > 0);
  rig.history.writeMishaps.push("before storing");
  rig.log.commit(1);
  await settle();
  const then = rig.clock.asked.filter((ms) => ms !== 5_000).at(-1);

  assert.deepEqual(first.slice(0, 10), [
    ...[500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000],
    MINUTE_MS,
  ]);
  assert.equal(then, 500);
});

Deno.test("historian refuses a history that is ahead of the log", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(5);
    history.head = 7;
  });

  await rig.clock.advance(0);

  const { state } = rig.historian;
  assert.ok(state.kind === "away");
  assert.equal(
    state.reason,
    "Cannot go on with this history: it has event 7, the log ends at 5",
  );
  assert.equal(state.backlog, 5);
  assert.equal(rig.history.closed, 1);
});

Deno.test("historian refuses a history that ends before the log begins", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(100);
    log.lose(60);
    history.head = 50;
  });

  await rig.clock.advance(0);

  const { state } = rig.historian;
  assert.ok(state.kind === "away");
  assert.equal(
    state.reason,
    "Cannot go on with this history: it ends at event 50, the log begins at 61",
  );
});

Deno.test("a lost history begins where the log does", async () => {
  await using rig = startHistorian((log) => {
    log.commit(100);
    log.lose(60);
  });

  await rig.clock.advance(0);

  assert.deepEqual(rig.history.stored, rig.log.kept);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 100 });
});

Deno.test("a lost history begins after a log that has no event left", async () => {
  await using rig = startHistorian((log) => {
    log.commit(100);
    log.lose(100);
  });

  await rig.clock.advance(0);
  rig.log.commit(1);
  await settle();

  assert.deepEqual(rig.history.stored.map(({ seq }) => seq), [101]);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 101 });
});
