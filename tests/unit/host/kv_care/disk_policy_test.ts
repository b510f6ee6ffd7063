import { strict as assert } from "node:assert";
import {
  DISK_LIMITS,
  diskState,
  reserveStep,
} from "@/host/kv_care/disk_policy.ts";

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;
const room = (free: number, total = 100 * GIB) => ({ free, total });

Deno.test("diskState warns below 1 GiB, and below a share of a larger disk", () => {
  const states = [
    room(1024 * MIB, 10 * GIB),
    room(1024 * MIB - 1, 10 * GIB),
    room(5 * GIB, 100 * GIB),
    room(5 * GIB - 1, 100 * GIB),
    // Nobody with 11 GiB left on a large disk wants to hear of it all day.
    room(11 * GIB, 4000 * GIB),
  ].map((each) => diskState(each, "ok", DISK_LIMITS));

  assert.deepEqual(states, ["ok", "low", "ok", "low", "ok"]);
});

Deno.test("diskState is full below 256 MiB, and until there is clearly more room", () => {
  const limit = 256 * MIB;

  assert.equal(diskState(room(limit), "low", DISK_LIMITS), "low");
  assert.equal(diskState(room(limit - 1), "low", DISK_LIMITS), "full");
  assert.equal(diskState(room(limit), "full", DISK_LIMITS), "full");
  assert.equal(diskState(room(336 * MIB), "full", DISK_LIMITS), "low");
});

Deno.test("the reserve is given back only for a write that failed without room", () => {
  const step = (free: number, held: boolean, writeFailed: boolean) =>
    reserveStep(room(free), { held, writeFailed }, DISK_LIMITS);

  assert.equal(step(0, true, true), "release");
  assert.equal(step(0, true, false), "leave");
  assert.equal(step(GIB, true, true), "leave");
  assert.equal(step(0, false, true), "leave");
});

Deno.test("the reserve is made again when it does not fill the disk anew", () => {
  const { roomAgainBytes, reserveBytes } = DISK_LIMITS;
  const free = roomAgainBytes;
  const step = (free: number) =>
    reserveStep(room(free), { held: false, writeFailed: false }, DISK_LIMITS);

  assert.equal(step(free - 1), "leave");
  assert.equal(step(free), "make");
  assert.notEqual(
    diskState(room(free - reserveBytes), "low", DISK_LIMITS),
    "full",
  );
});
