import { strict as assert } from "node:assert";
import { openDesk, TIMEOUT_MS } from "@/tests/helpers/approvals_under_test.ts";

const MINUTE_MS = 60_000;
const ls = { command: "ls", description: "look" };

for (
  const [words, jumpMs] of [
    ["while the host slept for three hours", 180 * MINUTE_MS],
    ["while the clock was set back by two hours", -120 * MINUTE_MS],
  ] as const
) {
  Deno.test(`a request that waited ${words} keeps the time that it had left`, async () => {
    using bench = await openDesk();
    await bench.ask(1, ls);
    await bench.clock.pass(5 * MINUTE_MS);
    const status = () => bench.approvals()[0]?.state.status;

    bench.clock.jump(jumpMs);
    await bench.desk.clockJumped(jumpMs);
    await bench.clock.pass(TIMEOUT_MS - 6 * MINUTE_MS);
    const before = status();
    await bench.clock.pass(2 * MINUTE_MS);

    assert.deepEqual([before, status()], ["pending", "expired"]);
    assert.equal(bench.approvals()[0]?.postponed_at, null);
  });
}
