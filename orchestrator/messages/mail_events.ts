import type { EventDraft } from "@/domain/event.ts";
import type { MessageId } from "@/domain/ids.ts";
import type { Message } from "@/domain/message.ts";

/** Where events about the message belong. */
export function place(message: Message) {
  return {
    agent_id: message.to_agent_id,
    ...(message.task_id ? { task_id: message.task_id } : {}),
    message_id: message.id,
  };
}

/** The draft that says: this message is needless. */
export function superseded(
  message: Message,
  by: MessageId | null,
  reason: string,
): EventDraft {
  return {
    type: "message.superseded",
    ...place(message),
    data: { by, reason },
  };
}
