import { actorName } from "./actor.ts";
import type { AuditRecord } from "./audit.ts";
import { deedOf } from "./deeds.ts";
import type { FleetEvent } from "./event.ts";

/**
 * The entry of the audit log that an event leads to: what a person, a rule or
 * the server decided, and about what. Pure: the same event gives the same
 * entry, with the same id.
 */
export function auditOf(event: FleetEvent): AuditRecord | undefined {
  const deed = deedOf(event);
  if (!deed) return undefined;
  const { seq, at, asked_from } = event;
  const { by, target: [target_type, target_id], data } = deed;
  return {
    id: auditId(seq),
    at,
    actor: actorName(by),
    action: deed.action ?? event.type,
    target_type,
    target_id,
    outcome: deed.outcome ?? "succeeded",
    data: { seq, ...(asked_from && { asked_from }), ...data },
  };
}

/** A UUID of its own kind (version 8) for the place in the log. */
function auditId(seq: number): string {
  return `00000000-0000-8000-8000-${seq.toString(16).padStart(12, "0")}`;
}
