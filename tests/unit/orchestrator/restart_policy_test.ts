import { strict as assert } from "node:assert";
import { restartAt } from "@/orchestrator/restart_policy.ts";
import { AT } from "@/tests/helpers/fleet.ts";

const minutesAgo = (n: number) =>
  new Date(Date.parse(AT) - n * 60_000).toISOString();
const pauseMs = (crashes: readonly string[], random: number) => {
  const at = restartAt(crashes, AT, random);
  return at && Date.parse(at) - Date.parse(AT);
};

Deno.test("the pause before a restart has a limit that doubles with each recent loss", () => {
  const losses = [1, 2, 3, 4].map(minutesAgo);
  const limits = [0, 1, 2, 3, 4].map((n) => pauseMs(losses.slice(0, n), 1));

  assert.deepEqual(limits, [1_000, 2_000, 4_000, 8_000, 16_000]);
  assert.equal(pauseMs([], 0), 0);
});

Deno.test("after five losses within ten minutes the sixth is the last", () => {
  assert.equal(restartAt([1, 2, 3, 4, 5].map(minutesAgo), AT, 0.5), undefined);
});

Deno.test("losses of long ago count for nothing, also when the clock was set back since", () => {
  const longAgo = [11, 12, 13, 14, 15];

  assert.equal(pauseMs(longAgo.map(minutesAgo), 1), 1_000);
  assert.equal(pauseMs(longAgo.map((n) => minutesAgo(-n)), 1), 1_000);
});
