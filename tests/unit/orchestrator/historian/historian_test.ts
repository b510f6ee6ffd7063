import { strict as assert } from "node:assert";
import { settle, startHistorian } from "@/tests/helpers/historian_rig.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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

Deno.test("log is trimmed of what is acknowledged and over the count", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(101_500);
    history.head = 101_400;
  });

  await rig.clock.advance(0);

  assert.equal(rig.log.kept[0]?.seq, 1_501);
  assert.equal(rig.log.kept.length, 100_000);
});

Deno.test("log is trimmed of what is over the age, and of nothing that is not acknowledged", async () => {
  await using rig = startHistorian((log) => log.commit(450));
  await rig.clock.advance(0);
  assert.equal(rig.log.kept.length, 450);
  rig.history.openMishaps = Infinity;
  rig.history.writeMishaps.push("before storing");
  await rig.clock.advance(DAY_MS);
  rig.log.commit(5);

  await rig.clock.advance(DAY_MS);
  assert.equal(rig.log.kept.length, 455);
  rig.history.openMishaps = 0;
  await rig.clock.advance(2 * MINUTE_MS);

  assert.equal(rig.history.head, 455);
  assert.deepEqual(rig.log.kept, []);
});

Deno.test("a log that cannot be trimmed does not take the history away", async () => {
  await using rig = startHistorian((log, history) => {
    log.commit(100_100);
    history.head = 100_100;
    log.trimEvents = () => Promise.reject(new Error("the disk is full"));
  });

  await rig.clock.advance(0);

  assert.deepEqual(rig.errors, ["log could not be trimmed"]);
  assert.deepEqual(rig.historian.state, { kind: "healthy", seq: 100_100 });
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

Deno.test("disposal cuts the pause before the first opening and between tries", async () => {
  for (const openMishaps of [0, 1]) {
    const rig = startHistorian(
      (_, history) => history.openMishaps = openMishaps,
      openMishaps ? {} : { delayMs: 2_000 },
    );
    await rig.clock.advance(0);

    await rig.historian[Symbol.asyncDispose]();

    assert.equal(rig.history.opened, 0);
    assert.equal(rig.clock.waiting, 0);
    assert.equal(rig.log.listeners, 0);
  }
});

Deno.test("disposal ends after the transaction under way", async () => {
  const rig = startHistorian((log) => log.commit(900));
  const held = Promise.withResolvers<void>();
  rig.history.hold = held.promise;
  await rig.clock.advance(0);

  const disposed = rig.historian[Symbol.asyncDispose]();
  await rig.historian.caughtUp(900);
  held.resolve();
  await disposed;

  assert.equal(rig.history.head, 500);
  assert.deepEqual([rig.history.opened, rig.history.closed], [1, 1]);
  assert.equal(rig.clock.waiting, 0);
});

Deno.test("disposal waits for a stuck write or opening a few seconds only", async () => {
  for (const stuck of ["hold", "holdOpen"] as const) {
    const rig = startHistorian((log, history) => {
      log.commit(900);
      history[stuck] = Promise.race([]);
    });
    await rig.clock.advance(0);
    let ended = false;

    const disposed = rig.historian[Symbol.asyncDispose]()
      .then(() => ended = true);
    await rig.clock.advance(4_999);
    assert.equal(ended, false);
    await rig.clock.advance(1);
    await disposed;

    assert.equal(rig.history.head, 0);
    assert.equal(rig.clock.waiting, 0);
  }
});

Deno.test("a history that opens only after the disposal is closed again", async () => {
  const held = Promise.withResolvers<void>();
  const rig = startHistorian((log, history) => {
    log.commit(1);
    history.holdOpen = held.promise;
  });
  await rig.clock.advance(0);
  const disposed = rig.historian[Symbol.asyncDispose]();
  await rig.clock.advance(5_000);
  await disposed;

  held.resolve();
  await settle();

  assert.deepEqual([rig.history.opened, rig.history.closed], [1, 1]);
  assert.equal(rig.history.head, 0);
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
