import type { Agent } from "./agent.ts";
import type { AgentChange } from "./agent_change.ts";
import { budgetOfAgent } from "./budget_lines.ts";
import { marksLeft } from "./budget_level.ts";

/** The record with the change in it. Pure. */
export function changedAgent(
  agent: Agent,
  change: AgentChange,
): Partial<Agent> & Pick<Agent, "name" | "config"> {
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  const config = { ...agent.config, ...given };
  const budget = budgetOfAgent({ ...agent, config });
  return {
    name: change.name ?? agent.name,
    config,
    ...(agent.budget_marks && {
      budget_marks: marksLeft(agent.budget_marks, budget, agent.usage),
    }),
  };
}
