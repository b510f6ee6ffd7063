import { strict as assert } from "node:assert";
import { runSoak } from "@/tools/soak/soak_run.ts";
import { IS_LONG, recordFault } from "@/tests/helpers/fault_record.ts";

const MIB = 2 ** 20;

Deno.test("F28: a short soak of a real agent and eight light ones ends every task, and leaves neither zombies nor descriptors", async () => {
  const minutes = IS_LONG ? 3 : 0.4;
  const record = await runSoak({
    minutes,
    warmUpMinutes: 0,
    agents: 1,
    standIns: 8,
    agentPauseSeconds: 1,
    standInPauseSeconds: 1,
    fillEvents: 0,
    sampleSeconds: 2,
  }, () => {});

  const [first, ...rest] = record.samples;
  const last = rest.at(-1);
  assert.ok(first && last, "there are no samples");
  assert.deepEqual(record.bad, []);
  assert.ok(last.tasksEnded >= 20, `${last.tasksEnded} tasks`);
  assert.equal(last.zombies, 0);
  assert.equal(last.processes, first.processes, "processes came or went");
  // The database opens its files as it first needs them; pipes would be more.
  const opened = last.pipes - first.pipes;
  assert.ok(opened <= 4, `${opened} pipes and sockets came`);
  assert.ok(last.rssBytes < 1_200 * MIB, `${last.rssBytes / MIB} MiB`);
  await recordFault({ fault: "F28", count: last.tasksEnded });
});
