import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import { EMPTY_FLEET } from "@/domain/fleet.ts";
import { EventWriter } from "@/orchestrator/event_writer.ts";
import { AT } from "@/tests/helpers/fleet.ts";
import { HeldStore } from "@/tests/helpers/live_store.ts";

export const STOPPED: EventDraft = { type: "server.stopped", data: {} };
export const now = () => AT;

/** A writer on a store that answers when the test says so, and the errors of its listeners. */
export function heldWriter() {
  const store = new HeldStore();
  const defects: unknown[] = [];
  const writer = new EventWriter(
    store.port,
    { now },
    EMPTY_FLEET,
    (error) => defects.push(error),
  );
  return { store, writer, defects };
}

/** The places of events in the log. */
export const seqs = (events: readonly FleetEvent[]) =>
  events.map(({ seq }) => seq);
