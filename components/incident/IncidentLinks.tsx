import type { Fleet } from "@/domain/fleet.ts";
import { failureWords } from "../failure_words.ts";
import { StatusChip } from "../StatusChip.tsx";
import { INCIDENTS_TEXT as TEXT } from "../text/incidents_text.ts";
import { incidentStatus } from "./incident_look.ts";
import { openIncidentsOf } from "./incident_order.ts";

/** What is wrong with an agent or a task now, each with the way to it; nothing when nothing is. */
export function IncidentLinks(
  { fleet, id }: { readonly fleet: Fleet; readonly id: string },
) {
  const incidents = openIncidentsOf(fleet, id);
  if (incidents.length === 0) return null;
  return (
    <ul class="incident-links" aria-label={TEXT.title}>
      {incidents.map((incident) => (
        <li key={incident.id}>
          <StatusChip status={incidentStatus(incident)} />{" "}
          <a href={`/incidents/${incident.id}`}>
            {failureWords(incident.kind)}
          </a>
          {incident.count > 1 && `, ${TEXT.times(incident.count)}`}
        </li>
      ))}
    </ul>
  );
}
