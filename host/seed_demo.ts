import type { AgentRole } from "@/domain/agent.ts";
import { AgentConfig } from "@/domain/agent.ts";
import { isEnded } from "@/domain/agent_status.ts";
import type { AgentId } from "@/domain/ids.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import type { Commands, Queries } from "@/domain/platform.ts";

/** A task of the demo, and who of its fleet gets it. */
export type DemoTask = {
  readonly title: string;
  readonly description: string;
  readonly role: AgentRole;
  /** Which worker, from 0. */
  readonly worker?: number | undefined;
};

const FLEET = [
  { role: "manager", name: "Ada" },
  { role: "worker", name: "Ben" },
  { role: "worker", name: "Cy" },
] as const;

/**
 * Makes sure that the demo has its fleet and that the fleet has work, so that
 * a visitor sees it live. Agents of an earlier start are used again, and work
 * that still waits from then is enough.
 */
export async function seedDemo(
  platform: Commands & Queries,
  tasks: readonly DemoTask[],
): Promise<void> {
  const ids = await Promise.all(
    FLEET.map(({ role, name }) => ensureAgent(platform, role, name)),
  );
  const hasWork = Object.values(platform.fleet().tasks)
    .some((task) => !isTaskEnded(task.state));
  if (hasWork) return;
  const [manager, ...workers] = ids;
  for (const { title, description, role, worker } of tasks) {
    const agent = role === "manager" ? manager : workers[worker ?? 0];
    if (!agent) continue;
    await platform.assignTask(agent, { title, description, priority: 0 });
  }
}

async function ensureAgent(
  platform: Commands & Queries,
  role: AgentRole,
  name: string,
): Promise<AgentId | undefined> {
  const known = Object.values(platform.fleet().agents).find((agent) =>
    agent.name === name && !isEnded(agent.state)
  );
  if (known) return known.id;
  const created = await platform.createAgent(AgentConfig.parse({ role, name }));
  return created.ok ? created.value.id : undefined;
}
