import type { Fleet } from "@/domain/fleet.ts";
import { attentionCount } from "./fleet_order.ts";
import { agentStatus } from "./status.ts";

/** The numbers that answer "is the fleet healthy, who needs me, what is it costing". */
export type FleetSummary = {
  readonly working: number;
  readonly idle: number;
  readonly attention: number;
  readonly costUsd: number;
  readonly tasksDone: number;
  readonly tasksFailed: number;
};

/** Counts the fleet as it stands; cost and tasks also of agents that ended lately. */
export function summarizeFleet(fleet: Fleet): FleetSummary {
  const agents = Object.values(fleet.agents);
  const looks = agents.map((agent) => agentStatus(agent).look);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  return {
    working: looks.filter((look) => look === "working" || look === "recovering")
      .length,
    idle: looks.filter((look) => look === "idle").length,
    attention: attentionCount(fleet),
    costUsd: sum(agents.map((agent) => agent.usage.cost_usd)),
    tasksDone: sum(agents.map((agent) => agent.tasks_completed)),
    tasksFailed: sum(agents.map((agent) => agent.tasks_failed)),
  };
}
