import { isEnded } from "@/domain/agent_status.ts";
import type { Queries } from "@/domain/platform.ts";
import type { Body } from "./server_message.ts";

/** How the platform is, in a few numbers. */
export function systemStatus(
  platform: Pick<Queries, "fleet" | "claudeStatus" | "storageStatus">,
  systemLoad: number,
): Body {
  const { agents, tasks, limits } = platform.fleet();
  const isFull = platform.storageStatus().disk.state === "full";
  const claude = platform.claudeStatus().kind;
  const isUsable = claude === "ready" || claude === "demo" ||
    claude === "checking";
  return {
    type: "system_status",
    status: isFull
      ? "error"
      : limits.closed
      ? "limited"
      : isUsable
      ? "healthy"
      : "degraded",
    ...(limits.closed && {
      limit: { kind: limits.closed.kind, until: limits.closed.until },
    }),
    ...(limits.lowered && {
      lowered: {
        places: limits.lowered.places,
        strain: limits.lowered.strain,
      },
    }),
    metrics: {
      active_agents: Object.values(agents)
        .filter((agent) => !isEnded(agent.state)).length,
      pending_tasks: Object.values(tasks)
        .filter((task) => task.state.status === "pending").length,
      system_load: systemLoad,
    },
  };
}
