import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { courseTold } from "./course_told.ts";
import { failuresTold } from "./failures_told.ts";

/**
 * What an event means for incidents: an error is raised in the same commit that
 * tells of the failure, and so is what becomes of it. Pure.
 */
export function incidentNews(
  event: FleetEvent,
  before: Fleet,
  after: Fleet,
): EventDraft[] {
  if ("incident_id" in event) return [];
  const failures = failuresTold(event, before, after);
  const told = new Set(failures.map(incidentIn));
  return [
    ...failures,
    ...courseTold(event, before, after)
      .filter((draft) => !told.has(incidentIn(draft))),
  ];
}

function incidentIn(draft: EventDraft): string | undefined {
  return "incident_id" in draft ? draft.incident_id : undefined;
}
