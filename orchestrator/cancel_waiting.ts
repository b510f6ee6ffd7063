import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId } from "@/domain/ids.ts";

/** Cancels the tasks that the agent has not begun. */
export function cancelWaiting(
  fleet: Fleet,
  agentId: AgentId,
  reason: string,
): EventDraft[] {
  return Object.values(fleet.tasks)
    .filter((task) =>
      task.agent_id === agentId && task.state.status === "pending"
    )
    .map((task) => ({
      type: "task.cancelled",
      agent_id: agentId,
      task_id: task.id,
      data: { reason },
    }));
}
