import { runChaos } from "@/tools/chaos/chaos_run.ts";
import {
  IS_LONG,
  recordFault,
  seedOfRun,
} from "@/tests/helpers/fault_record.ts";

const FAULTS = IS_LONG ? 60 : 8;

Deno.test(`F56: a short chaos of ${FAULTS} faults settles, and all that always has to hold does`, async () => {
  const seed = seedOfRun();
  const lines = [`seed ${seed}`];

  await runChaos({
    seed,
    faults: FAULTS,
    agents: IS_LONG ? 4 : 2,
    say: (line) => lines.push(line),
  }).catch((cause) => {
    throw new Error(lines.join("\n"), { cause });
  });

  await recordFault({ fault: "F56", seed, count: FAULTS });
});
