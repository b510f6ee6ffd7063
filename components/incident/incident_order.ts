import type { Fleet } from "@/domain/fleet.ts";
import type { Incident } from "@/domain/incident.ts";
import { isIncidentOver, needsPerson } from "@/domain/incident_status.ts";

/** The newest first: ids sort by the time they were made. */
export function newestIncidents(
  incidents: Iterable<Incident>,
): readonly Incident[] {
  return [...incidents].sort((a, b) => a.id < b.id ? 1 : -1);
}

/**
 * Incidents that need a person and of which nothing else says so: a failed
 * agent, a task that was given up and a question stand for themselves.
 */
export function incidentsForPerson(
  { incidents, agents, tasks }: Pick<Fleet, "incidents" | "agents" | "tasks">,
): readonly Incident[] {
  const isSeen = (incident: Incident) =>
    incident.kind === "looping" ||
    incident.tasks.some((id) => tasks[id]?.state.status === "failed") ||
    incident.agents.some((id) => agents[id]?.state.status === "failed");
  return newestIncidents(Object.values(incidents).filter(needsPerson))
    .filter((incident) => !isSeen(incident));
}

/** What is not over of an agent or a task. */
export function openIncidentsOf(
  { incidents }: Pick<Fleet, "incidents">,
  id: string,
): readonly Incident[] {
  return newestIncidents(
    Object.values(incidents).filter((incident) =>
      !isIncidentOver(incident) &&
      [...incident.agents, ...incident.tasks].some((each) => each === id)
    ),
  );
}
