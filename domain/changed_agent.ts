import type { Agent } from "./agent.ts";
import type { AgentChange } from "./agent_change.ts";

/** The record with the change in it. Pure. */
export function changedAgent(
  agent: Agent,
  change: AgentChange,
): Pick<Agent, "name" | "config"> {
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  return {
    name: change.name ?? agent.name,
    config: { ...agent.config, ...given },
  };
}
