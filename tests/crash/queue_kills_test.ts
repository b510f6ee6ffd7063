import { strict as assert } from "node:assert";
import { recordFault } from "@/tests/helpers/fault_record.ts";
import { printLine } from "@/tools/output.ts";
import { queueKills } from "./queue_kills.ts";

// `deno task test:kills` runs the whole of it: 200 tasks, 6 agents, 20 kills of each.
const kills = Number(Deno.env.get("VAMP_KILLS") ?? 2);
const isWhole = kills >= 20;

Deno.test(`every task ends once, through ${kills} kills of agents and ${kills} of the server`, async () => {
  const seed = Deno.env.get("VAMP_SEED") ?? crypto.randomUUID().slice(0, 8);
  const lines = [`seed ${seed}`];

  const came = await queueKills({
    tasks: isWhole ? 200 : 20,
    agents: isWhole ? 6 : 2,
    kills,
    seed,
    say: (line) => lines.push(line),
  }).catch((error) => {
    throw new Error(lines.join("\n"), { cause: error });
  });

  if (isWhole) printLine(`seed ${seed}: ${JSON.stringify(came)}`);
  assert.equal(came.completed + came.failed, came.tasks);
  assert.equal(came.serverKills, kills);
  assert.ok(came.attempts >= came.tasks);
  const count = came.serverKills + came.agentKills;
  await recordFault({ fault: "F1", seed, count });
});
