import type { Fleet } from "@/domain/fleet.ts";
import { agentStatus } from "@/components/status.ts";
import { plural } from "@/components/format.ts";

/**
 * What happened between two looks at the fleet, in one sentence for screen
 * readers; empty when nothing that matters did.
 */
export function fleetNews(before: Fleet, after: Fleet): string {
  const tasks = Object.values(after.tasks).filter((task) =>
    task.state.status !== before.tasks[task.id]?.state.status
  );
  const agents = Object.values(after.agents).filter((agent) => {
    const old = before.agents[agent.id];
    return !old || agentStatus(old).word !== agentStatus(agent).word;
  });
  const counts: readonly (readonly [number, string, string])[] = [
    [
      count(agents, (a) => agentStatus(a).look === "needs_you"),
      "agent",
      "needs you",
    ],
    [count(agents, (a) => a.state.status === "failed"), "agent", "failed"],
    [count(tasks, (t) => t.state.status === "failed"), "task", "failed"],
    [count(tasks, (t) => t.state.status === "completed"), "task", "done"],
    [count(agents, (a) => !before.agents[a.id]), "agent", "created"],
    [count(agents, (a) => a.state.status === "terminated"), "agent", "stopped"],
  ];
  return counts.filter(([n]) => n > 0)
    .map(([n, noun, what]) => `${plural(n, noun)} ${what}`).join(", ");
}

function count<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.filter(is).length;
}
