import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { isWaitingTask } from "@/domain/task_status.ts";
import type { AgentId } from "@/domain/ids.ts";

/**
 * Cancels the tasks that nobody but this agent may do, and that it has not
 * begun. A part is left to its hand-off, which lets others take it.
 */
export function cancelWaiting(
  fleet: Fleet,
  agentId: AgentId,
  reason: string,
): EventDraft[] {
  return Object.values(fleet.tasks)
    .filter((task) =>
      task.agent_id === agentId && task.pinned && task.part === null &&
      isWaitingTask(task.state)
    )
    .map((task) => ({
      type: "task.cancelled",
      agent_id: agentId,
      task_id: task.id,
      data: { reason },
    }));
}
