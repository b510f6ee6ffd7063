import type { Agent } from "@/domain/agent.ts";
import { agentStatus, type Look, LOOKS } from "../status.ts";
import type { Layout } from "../tasks/layout.ts";

/** Agents that stand alike, under their look. */
export type AgentGroup = {
  readonly look: Look;
  readonly agents: readonly Agent[];
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
