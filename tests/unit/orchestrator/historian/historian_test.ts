import { strict as assert } from "node:assert";
import { settle, startHistorian } from "@/tests/helpers/historian_rig.ts";

const MINUTE_MS = 60_000;

Deno.test("historian writes a long log in order, at most 500 events at once", async () => {
  await using rig = startHistorian((log) => log.commit(1_234));

  await rig.clock.advance(0);

  assert.deepEqual(rig.history.batches, [500, 500, 234]);
  assert.deepEqual(rig.history.stored, rig.log.all);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 1_234 });
});

Deno.test("historian waits before the first opening, and tells nothing meanwhile", async () => {
  await using rig = startHistorian((log) => log.commit(1), { delayMs: 2_000 });

  await rig.clock.advance(1_999);
  assert.equal(rig.history.opened, 0);
  assert.deepEqual(rig.historian.state, { kind: "opening" });
  assert.equal(rig.historian.history, undefined);
  await rig.clock.advance(1);

  assert.deepEqual(rig.told, [{ kind: "healthy", seq: 1 }]);
  assert.ok(rig.historian.history);
});

Deno.test("historian is woken by a commit", async () => {
  await using rig = startHistorian();
  await rig.clock.advance(0);

  rig.log.commit(3);
  await rig.historian.caughtUp(3);

  assert.deepEqual(rig.history.stored, rig.log.all);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 3 });
  assert.equal(rig.told.length, 1);
});

Deno.test("historian is behind while more comes than it can write, and its state is current", async () => {
  await using rig = startHistorian();
  await rig.clock.advance(0);
  const held = Promise.withResolvers<void>();
  rig.history.hold = held.promise;

  rig.log.commit(1_000);
  await settle();
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 0 });
  rig.log.commit(1);
  assert.deepEqual(rig.historian.state, {
    kind: "behind",
    seq: 0,
    backlog: 1_001,
  });
  rig.log.commit(99);
  assert.deepEqual(rig.historian.state, {
    kind: "behind",
    seq: 0,
    backlog: 1_100,
  });
  rig.history.hold = undefined;
  held.resolve();
  await rig.historian.caughtUp(1_100);
  await settle();

  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 1_100 });
  assert.deepEqual(rig.told.map(({ kind }) => kind), [
    "healthy",
    "behind",
    "healthy",
  ]);
});

Deno.test("historian goes on with smaller batches after a failure, and with larger ones after a success", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(2_000);
    history.writeMishaps.push("before storing", "before storing");
  });

  await rig.clock.advance(5_000);

  assert.deepEqual(rig.history.batches, [
    500,
    250,
    125,
    250,
    500,
    500,
    500,
    125,
  ]);
  assert.deepEqual(rig.history.stored, rig.log.all);
});

Deno.test("historian finds the event that is refused, names it, and never skips it", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(1_000);
    history.poison.add(777);
  });
  const since = new Date(rig.clock.nowMs).toISOString();

  await rig.clock.advance(0);
  assert.equal(rig.history.head, 776);
  assert.deepEqual(rig.historian.state, {
    kind: "away",
    since,
    backlog: 224,
    reason: "Cannot write event 777 (server.stopped) to the history: " +
      "a value is out of range",
  });
  // It takes no reader away: the history is there.
  assert.ok(rig.historian.history);
  assert.equal(rig.history.closed, 0);
  await rig.clock.advance(10 * MINUTE_MS);
  assert.equal(rig.history.head, 776);
  assert.deepEqual(rig.told.map(({ kind }) => kind), ["healthy", "away"]);
  rig.history.poison.clear();
  await rig.clock.advance(MINUTE_MS);

  assert.deepEqual(rig.history.stored, rig.log.all);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 1_000 });
});

Deno.test("historian tells when the log lacks an event, and does not spin", async () => {
  await using rig = startHistorian((log) => log.commit(10));
  await rig.clock.advance(0);

  rig.log.lose(12);
  rig.log.commit(2);
  await settle();
  const { reads } = rig.log;
  await settle();

  const { state } = rig.historian;
  assert.ok(state.kind === "away");
  assert.equal(
    state.reason,
    "Cannot write event 11 to the history: the log does not have it",
  );
  assert.equal(rig.log.reads, reads);
});

Deno.test("a listener that throws does not stop the historian", async () => {
  await using rig = startHistorian((log) => log.commit(1), {
    onState: () => {
      throw new Error("a page is gone");
    },
  });

  await rig.clock.advance(0);
  rig.log.commit(1);
  await rig.historian.caughtUp(2);

  assert.deepEqual(rig.errors, ["a change of the history was not told"]);
  assert.equal(rig.history.head, 2);
});

Deno.test("historian leaves events that nobody was told of yet, whose records may be older", async () => {
  await using rig = startHistorian((log) => {
    log.commit(5);
    Object.assign(log, { lastSeq: () => 3 });
  });

  await rig.clock.advance(0);
  assert.equal(rig.history.head, 3);
  Object.assign(rig.log, { lastSeq: () => rig.log.all.length });
  rig.log.commit(1);
  await rig.historian.caughtUp(6);

  assert.deepEqual(rig.history.stored, rig.log.all);
});
