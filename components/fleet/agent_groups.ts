import type { Agent } from "@/domain/agent.ts";
import { agentStatus, type Look, LOOKS } from "../status.ts";
import type { Layout } from "../tasks/layout.ts";

/** Agents that stand alike, under their look. */
export type AgentGroup = {
  readonly look: Look;
  readonly agents: readonly Agent[];
  /** How many there are, when not all of them are here. */
  readonly count?: number;
};

/** Which agents stand in which group, the most urgent group first. Pure. */
export function agentLayout(agents: readonly Agent[]): Layout {
  const ids = new Map(LOOKS.map((look) => [look, [] as string[]]));
  for (const agent of agents) ids.get(agentStatus(agent).look)?.push(agent.id);
  return LOOKS.map((key) => ({ key, ids: ids.get(key) ?? [] }));
}

/** The groups of a layout that have anybody in them. Pure. */
export function groupsOf(
  layout: Layout,
  agents: Readonly<Record<string, Agent>>,
): readonly AgentGroup[] {
  return LOOKS.flatMap((look) => {
    const ids = layout.find(({ key }) => key === look)?.ids ?? [];
    const own = ids.flatMap((id) => agents[id] ?? []);
    return own.length > 0 ? [{ look, agents: own }] : [];
  });
}

/** The first of them, in the order of the groups, which still say how many there are. Pure. */
export function firstOf(
  groups: readonly AgentGroup[],
  limit: number,
): readonly AgentGroup[] {
  let left = limit;
  return groups.flatMap(({ look, agents }) => {
    const shown = agents.slice(0, left);
    left -= shown.length;
    return shown.length > 0
      ? [{ look, agents: shown, count: agents.length }]
      : [];
  });
}
