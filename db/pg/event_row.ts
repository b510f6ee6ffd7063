import { FleetEvent } from "@/domain/event.ts";
import { withInstants } from "./instants.ts";
import { part } from "./sql.ts";

/** What `EVENT_COLUMNS` reads. */
export type EventRow = {
  readonly seq: number;
  readonly at: Date;
  readonly [column: string]: unknown;
};

/** Everything of an event. */
export const EVENT_COLUMNS = part`seq, at, type, agent_id, task_id, session_id,
  handoff_id, message_id, approval_id, rule_id, template_id, incident_id,
  caused_by, asked_from, data`;

/** The event in a row: events leave out what does not apply to them. */
export function eventOfRow(row: EventRow): FleetEvent {
  const told = Object.entries(withInstants(row))
    .filter(([, value]) => value !== null);
  return FleetEvent.parse(Object.fromEntries(told));
}
