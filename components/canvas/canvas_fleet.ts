import type { Fleet } from "@/domain/fleet.ts";
import { beginning } from "@/domain/beginning.ts";
import { type CarriedFleet, carriedFleet } from "@/domain/carried_fleet.ts";
import { SHOWN_WAITING, shownRecords } from "./shown_records.ts";

/** Characters of a message that travel with the page. */
const MESSAGE_CHARS = 600;

/**
 * The fleet as the workflow shows it: lean, of the waiting tasks those that are
 * drawn, but one can read what was said. Pure.
 */
export function canvasFleet(fleet: Fleet): CarriedFleet {
  const messages = Object.values(fleet.messages).map((message) => ({
    ...message,
    text: {
      ...message.text,
      text: beginning(message.text.text, MESSAGE_CHARS),
    },
  }));
  const drawn = new Set(shownRecords(fleet).tasks.map(({ id }) => id));
  const carried = carriedFleet(fleet, ({ id }) => drawn.has(id), SHOWN_WAITING);
  return {
    ...carried,
    fleet: {
      ...carried.fleet,
      messages: Object.fromEntries(
        messages.map((message) => [message.id, message]),
      ),
    },
  };
}
