import { strict as assert } from "node:assert";
import { Lease } from "@/orchestrator/lease.ts";

function lease(ms: number) {
  const lost = Promise.withResolvers<number>();
  const begunMs = performance.now();
  return {
    lost: lost.promise,
    it: new Lease(ms, () => lost.resolve(performance.now() - begunMs)),
  };
}

Deno.test("a lease is lost when no sign of life comes", async () => {
  const { lost } = lease(20);

  assert.ok(await lost >= 19);
});

Deno.test("a lease that is renewed lasts so long from then on", async () => {
  const { it, lost } = lease(60);
  const other = lease(40);

  await other.lost;
  it.renew();

  assert.ok(await lost >= 99);
});

Deno.test("a lease that is held or ended is not lost, and begins anew when it goes on", async () => {
  const held = lease(20);
  const ended = lease(20);
  const other = lease(60);
  let lostMs: number | undefined;
  held.lost.then((ms) => lostMs = ms);
  let endedLost = false;
  ended.lost.then(() => endedLost = true);

  held.it.hold();
  ended.it.end();
  await other.lost;
  const whileHeld = lostMs;
  held.it.goOn();
  await held.lost;
  ended.it.goOn();

  assert.equal(whileHeld, undefined);
  assert.ok(lostMs && lostMs >= 79);
  assert.equal(endedLost, false);
});

Deno.test("a lease that ran out while this process stood still begins anew", async () => {
  const lost = Promise.withResolvers<number>();
  const begunMs = performance.now();
  new Lease(20, () => lost.resolve(performance.now() - begunMs), 50);

  // As when the whole process is stopped, and goes on later.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
  const awakeMs = performance.now() - begunMs;

  assert.ok(await lost.promise >= awakeMs + 19);
});
