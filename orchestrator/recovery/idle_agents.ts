import type { Agent } from "@/domain/agent.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/** Idle agents that stay, however little memory is left. */
export const IDLE_KEPT = 2;

/**
 * Idle agents that are stopped when memory runs out: all but the two that
 * worked last. Whoever has something to do stays: a task of its own, a
 * question, or that a person wants it to stand still. Pure.
 */
export function idleToStop(
  fleet: Fleet,
  kept: number = IDLE_KEPT,
): AgentId[] {
  const needed = neededBy(fleet);
  return Object.values(fleet.agents)
    .filter((agent) => agent.state.status === "idle" && !isBound(agent))
    .sort((a, b) => b.updated_seq - a.updated_seq)
    .slice(kept)
    .filter(({ id }) => !needed.has(id))
    .map(({ id }) => id);
}

function isBound({ held }: Agent): boolean {
  return Boolean(held);
}

/** Agents that something open is waiting for. */
function neededBy({ tasks, approvals }: Fleet): ReadonlySet<AgentId> {
  return new Set([
    ...Object.values(tasks).flatMap((task) =>
      !isTaskEnded(task.state) && task.agent_id ? [task.agent_id] : []
    ),
    ...Object.values(approvals).filter(isPendingApproval)
      .map(({ agent_id }) => agent_id),
  ]);
}
