import { strict as assert } from "node:assert";
import { usedSince, type UseLook } from "@/orchestrator/metrics/agent_use.ts";
import { agentId } from "@/tests/helpers/fleet.ts";

const id = agentId(1);
const look = (
  atMs: number,
  ...processes: readonly (readonly [pid: number, seconds: number])[]
): UseLook => ({
  atMs,
  agents: new Map([
    [id, { residentBytes: 100, cpuSeconds: new Map(processes) }],
  ]),
});

Deno.test("the first look knows no share of a processor", () => {
  assert.deepEqual(usedSince(undefined, look(0, [1, 5])).get(id), {
    residentBytes: 100,
    cpuPercent: null,
  });
});

Deno.test("processes that go on, begin and end make one share", () => {
  const before = look(1_000, [1, 5], [2, 90]);

  const used = usedSince(before, look(11_000, [1, 9], [3, 2]));

  // 4 s of the first and 2 s of the third, in 10 s.
  assert.equal(used.get(id)?.cpuPercent, 60);
});
