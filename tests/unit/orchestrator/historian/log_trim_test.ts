import { strict as assert } from "node:assert";
import { startHistorian } from "@/tests/helpers/historian_rig.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
