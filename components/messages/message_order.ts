import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";

/** Messages about a task or its parts, in the order in which they were sent. */
export function messagesAbout(
  fleet: Fleet,
  taskId: string,
): readonly Message[] {
  return inOrder(fleet).filter(({ task_id }) =>
    task_id !== null &&
    (task_id === taskId || fleet.tasks[task_id]?.parent_id === taskId)
  );
}

/** Messages to and from an agent, the newest first. */
export function messagesOf(
  fleet: Fleet,
  agentId: string,
): readonly Message[] {
  return inOrder(fleet).filter(({ from_agent_id, to_agent_id }) =>
    from_agent_id === agentId || to_agent_id === agentId
  ).reverse();
}

/** Ids sort by the time they were made. */
function inOrder({ messages }: Fleet): readonly Message[] {
  return Object.values(messages).sort((a, b) => a.id < b.id ? -1 : 1);
}
