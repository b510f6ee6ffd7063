import type { Fleet } from "@/domain/fleet.ts";
import { beginning } from "@/domain/beginning.ts";
import { leanFleet } from "@/domain/lean_fleet.ts";

/** Characters of a message that travel with the page. */
const MESSAGE_CHARS = 600;

/** The fleet as the workflow shows it: lean, but one can read what was said. */
export function canvasFleet(fleet: Fleet): Fleet {
  const messages = Object.values(fleet.messages).map((message) => ({
    ...message,
    text: {
      ...message.text,
      text: beginning(message.text.text, MESSAGE_CHARS),
    },
  }));
  return {
    ...leanFleet(fleet),
    messages: Object.fromEntries(
      messages.map((message) => [message.id, message]),
    ),
  };
}
