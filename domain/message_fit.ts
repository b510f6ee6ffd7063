import type { Message } from "./message.ts";
import type { MessageFilter } from "./record_filters.ts";

/** Whether a message is one of those that a list asks for. Pure. */
export function isMessageFit(
  message: Message,
  filter: Omit<MessageFilter, "limit" | "cursor">,
): boolean {
  const { agentId, taskId, kind, delivery, text, after, before } = filter;
  const sent = Date.parse(message.created_at);
  return (!agentId || message.from_agent_id === agentId ||
    message.to_agent_id === agentId) &&
    (!taskId || message.task_id === taskId) &&
    (!kind || message.kind === kind) &&
    (!delivery || message.delivery.status === delivery) &&
    (!text || message.text.text.toLowerCase().includes(text.toLowerCase())) &&
    (!after || sent >= after.getTime()) &&
    (!before || sent < before.getTime());
}
