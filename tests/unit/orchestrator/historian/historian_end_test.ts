import { strict as assert } from "node:assert";
import { settle, startHistorian } from "@/tests/helpers/historian_rig.ts";

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
