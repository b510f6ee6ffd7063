import type { FleetEvent } from "@/domain/event.ts";

/** The history is there, and does not take this one event. */
export class RefusedEvent extends Error {
  override readonly name = "RefusedEvent";
  readonly code = "refused_event";
  constructor({ seq, type }: FleetEvent, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot write event ${seq} (${type}) to the history: ${why}`, {
      cause,
    });
  }
}
