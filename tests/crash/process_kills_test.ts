import { strict as assert } from "node:assert";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { printLine } from "@/tools/output.ts";
import { processKills } from "./process_kills.ts";

// `deno task test:faults` runs the whole of it: 20 kills with 10 agents, twice.
const isWhole = Deno.env.get("VAMP_FAULTS") === "1";
const rounds = isWhole ? 20 : 2;
const agents = isWhole ? 10 : 2;
/** Beside other tests everything takes longer. */
const slower = isWhole ? 1 : 4;

for (
  const [containment, words] of [
    ["contained", "2 s after the kill"],
    ["swept", "5 s after the next start"],
  ] as const
) {
  Deno.test(`nothing of ${agents} agents in the middle of a tool is left ${words}, in ${rounds} kills (${containment})`, async () => {
    const seed = Deno.env.get("VAMP_SEED") ?? crypto.randomUUID().slice(0, 8);

    const came = await processKills({ containment, rounds, agents, seed })
      .catch((cause) => {
        throw new Error(`seed ${seed}`, { cause });
      });

    if (isWhole) printLine(`seed ${seed}: ${JSON.stringify(came)}`);
    assert.ok(came.killed >= rounds * agents * 4, JSON.stringify(came));
    assert.ok(came.longestGoneMs < 2_000 * slower, JSON.stringify(came));
    assert.ok(came.longestSweepMs < 5_000 * slower, JSON.stringify(came));
    await recordFault({ fault: "F2", seed, count: rounds });
  });
}
