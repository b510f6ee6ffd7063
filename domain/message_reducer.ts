import type { FleetEvent } from "./event.ts";
import type { Message } from "./message.ts";
import { isMessageOver, isQueued } from "./message_status.ts";

/**
 * The message after one event; the same object when the event is not legal in
 * its state. Pure.
 */
export function applyToMessage(
  message: Message | undefined,
  event: FleetEvent,
): Message | undefined {
  if (event.type === "message.sent") {
    return message ?? { ...event.data.message, updated_seq: event.seq };
  }
  if (!message) return undefined;
  const changed = change(message, event);
  return changed
    ? { ...message, ...changed, updated_at: event.at, updated_seq: event.seq }
    : message;
}

function change(
  message: Message,
  event: FleetEvent,
): Partial<Message> | undefined {
  switch (event.type) {
    case "message.delivered":
      return !isQueued(message) ? undefined : {
        delivery: { status: "delivered", since: event.at, ...event.data },
      };
    case "message.superseded":
      // A question may also be let go of when it was delivered.
      return isMessageOver(message) ? undefined : {
        delivery: { status: "superseded", since: event.at, ...event.data },
      };
    case "message.answered":
      return message.answered_at === null
        ? { answered_at: event.at }
        : undefined;
    default:
      return undefined;
  }
}
