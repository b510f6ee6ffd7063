import { strict as assert } from "node:assert";
import { AgentConfig } from "@/domain/agent.ts";
import { MemoryWatch } from "@/orchestrator/recovery/memory_watch.ts";
import { agentId, AT, sampleAgent } from "@/tests/helpers/fleet.ts";

const idle = (process_id: number) =>
  ({ status: "idle", since: AT, process_id }) as const;
const config = (memory_mb?: number) =>
  AgentConfig.parse({ role: "worker", resource_limits: { memory_mb } });

/** A watch over the first agent, whose size and process a test sets. */
function rig(memoryMb?: number) {
  const told: string[] = [];
  let looks = 0;
  let agent = sampleAgent(1, { state: idle(71), config: config(memoryMb) });
  let sizeMb = 0;
  const watch = new MemoryWatch({
    fleet: () => ({ agents: { [agent.id]: agent } }),
    residentMb: () => {
      looks++;
      return Promise.resolve(new Map([[agent.id, sizeMb]]));
    },
    obey: (id, act, { used_mb, limit_mb }) => {
      assert.equal(id, agentId(1));
      told.push(`${act} ${used_mb}/${limit_mb}`);
      return Promise.reject(new Error("it is gone"));
    },
    every: () => () => {},
    log: { info: () => {}, error: () => {} },
  });
  return {
    told,
    get looks() {
      return looks;
    },
    async look(mb: number) {
      sizeMb = mb;
      await watch.look();
    },
    become: (changes: Partial<typeof agent>) =>
      agent = { ...agent, ...changes },
    [Symbol.dispose]: () => watch[Symbol.dispose](),
  };
}

Deno.test("an agent over its limit is told so at each look, also when it does not obey", async () => {
  using on = rig(512);

  for (const mb of [200.4, 600.4, 610, 620, 630]) await on.look(mb);

  assert.deepEqual(on.told, [
    "warned 600/512",
    "interrupted 610/512",
    "ended 620/512",
  ]);
});

Deno.test("another process of the agent begins anew", async () => {
  using on = rig(512);
  await on.look(600);
  await on.look(600);

  on.become({ state: idle(72) });
  await on.look(600);

  assert.deepEqual(on.told.at(-1), "warned 600/512");
});

Deno.test("the processes of the host are not looked at for agents without a limit or a process", async () => {
  using on = rig();
  await on.look(9_000);

  on.become({
    config: config(512),
    state: { status: "terminated", since: AT, reason: "done" },
  });
  await on.look(9_000);

  assert.equal(on.looks, 0);
  assert.deepEqual(on.told, []);
});

Deno.test("looks that are asked for at once are one look", async () => {
  using on = rig(512);

  await Promise.all([on.look(600), on.look(600)]);

  assert.equal(on.looks, 1);
  assert.deepEqual(on.told, ["warned 600/512"]);
});
