import type { Agent } from "@/domain/agent.ts";
import { agentId, AT, sampleAgent, taskId } from "./fleet.ts";

export const MANAGER = agentId(1);
export const PARENT = taskId(1);
/** Can do nothing special; tests; nothing special. */
export const WORKERS = [agentId(2), agentId(3), agentId(4)] as const;

/** A manager and three workers who have nothing to do; one of the workers can test. */
export function idleTeam(): readonly [Agent, ...Agent[]] {
  return [
    idle(1, { role: "manager", name: "Mara" }),
    idle(2, { name: "Ann" }),
    idle(3, { name: "Ben", config: capable(["tests"]) }),
    idle(4, { name: "Cem" }),
  ];
}

function idle(n: number, changes: Partial<Agent>): Agent {
  return sampleAgent(n, {
    state: { status: "idle", since: AT, process_id: n },
    ...changes,
  });
}

function capable(capabilities: string[]): Agent["config"] {
  return { ...sampleAgent(1).config, capabilities };
}
