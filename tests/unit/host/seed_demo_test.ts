import { strict as assert } from "node:assert";
import type { Agent, AgentConfig } from "@/domain/agent.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import type { NewTask } from "@/domain/task.ts";
import { type DemoTask, seedDemo } from "@/host/seed_demo.ts";
import {
  AGENT_STATES,
  sampleAgent,
  sampleTask,
} from "@/tests/helpers/fleet.ts";

const TASKS: readonly DemoTask[] = [
  { title: "plan", description: "p", role: "manager" },
  { title: "first", description: "f", role: "worker" },
  { title: "second", description: "s", role: "worker", worker: 1 },
  { title: "nobody's", description: "n", role: "worker", worker: 7 },
];

/** A platform that has these agents, creates others, and remembers who got what. */
function platformWith(...agents: Agent[]) {
  const fleet = [...agents];
  const given: string[] = [];
  const platform = {
    fleet: () => ({
      seq: 0,
      agents: Object.fromEntries(fleet.map((agent) => [agent.id, agent])),
      tasks: {},
      sessions: {},
    }),
    createAgent: (config: AgentConfig) => {
      const value = sampleAgent(fleet.length + 1, {
        name: config.name ?? "",
        role: config.role,
      });
      fleet.push(value);
      return Promise.resolve({ ok: true, value });
    },
    assignTask: (agent: AgentId, task: NewTask) => {
      const name = fleet.find(({ id }) => id === agent)?.name;
      given.push(`${name}: ${task.title}`);
      return Promise.resolve({
        ok: true,
        value: { task: sampleTask(1, 1), created: true },
      });
    },
  } as unknown as Commands & Queries;
  return { platform, fleet, given };
}

Deno.test("the demo makes its fleet, and gives each task to whom it is for", async () => {
  const { platform, fleet, given } = platformWith();

  await seedDemo(platform, TASKS);

  assert.deepEqual(fleet.map(({ name, role }) => `${role} ${name}`), [
    "manager Ada",
    "worker Ben",
    "worker Cy",
  ]);
  assert.deepEqual(given, ["Ada: plan", "Ben: first", "Cy: second"]);
});

Deno.test("the demo takes agents of an earlier start again, but none that has ended", async () => {
  const { platform, fleet } = platformWith(
    sampleAgent(1, { name: "Ada", state: AGENT_STATES.idle }),
    sampleAgent(2, { name: "Ben", state: AGENT_STATES.terminated }),
  );

  await seedDemo(platform, TASKS);

  assert.deepEqual(fleet.map(({ name }) => name), ["Ada", "Ben", "Ben", "Cy"]);
});
