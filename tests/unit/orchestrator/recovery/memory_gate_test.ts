import { strict as assert } from "node:assert";
import { MemoryGate } from "@/orchestrator/recovery/memory_gate.ts";

Deno.test("starts wait while memory is low, and go on one after the other", async () => {
  let freeMb = 100;
  const told: string[] = [];
  using gate = new MemoryGate({
    freeMb: () => freeMb,
    floorMb: 512,
    onLow: (mb) => told.push(`low ${mb}`),
    onEnough: (mb) => told.push(`enough ${mb}`),
    lookMs: 1,
  });

  const waiting = [1, 2].map((n) =>
    gate.room().then(() => told.push(`started ${n}`))
  );
  freeMb = 1_024;
  await Promise.all(waiting);
  await gate.room();

  assert.deepEqual(told, [
    "low 100",
    "enough 1024",
    "started 1",
    "enough 1024",
    "started 2",
  ]);
});

Deno.test("where nobody knows the memory, and at the end, nothing waits", async () => {
  const gate = new MemoryGate({
    freeMb: () => 1,
    floorMb: 512,
    onLow: () => {},
    onEnough: () => {},
    lookMs: 60_000,
  });
  using unknown = new MemoryGate({
    freeMb: () => undefined,
    floorMb: 512,
    onLow: () => assert.fail("nobody knows"),
    onEnough: () => {},
  });

  const waiting = gate.room();
  gate[Symbol.dispose]();

  await waiting;
  await unknown.room();
  assert.equal(unknown.isLow, false);
});
