import { v7 } from "uuid";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { MessageCommands } from "@/domain/message_port.ts";
import { Mailroom } from "@/orchestrator/messages/mailroom.ts";

/** The real mailroom on a fleet in memory, where nobody takes what waits. */
export function memoryMessages(on: {
  readonly fleet: () => Fleet;
  readonly commit: (drafts: readonly EventDraft[]) => readonly FleetEvent[];
}): MessageCommands {
  const mail = new Mailroom({
    writer: {
      get head() {
        return on.fleet();
      },
      get committed() {
        return on.fleet();
      },
      append: (drafts) => Promise.resolve(on.commit(drafts)),
      subscribe: () => () => {},
    },
    sources: { now: () => new Date().toISOString(), newId: () => v7() },
    log: { info: () => {}, error: () => {} },
    onQueued: () => {},
  });
  return {
    sendMessage: (to, text, urgent) => mail.fromPerson(to, text, urgent),
  };
}
