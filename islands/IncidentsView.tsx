import { isIncidentFit } from "@/domain/incident_port.ts";
import type { Incident } from "@/domain/incident.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { IncidentTable } from "@/components/incident/IncidentTable.tsx";
import { newestIncidents } from "@/components/incident/incident_order.ts";
import {
  incidentFilter,
  incidentsHref,
  type IncidentTerms,
  isNarrowed,
} from "@/components/incident/incident_query.ts";
import { INCIDENTS_TEXT as TEXT } from "@/components/text/incidents_text.ts";
import { type Rendered, useLive } from "./live/use_live.ts";

type IncidentsViewProps = {
  readonly rendered: Rendered;
  /** One page of the list, as the server knew it. */
  readonly incidents: readonly Incident[];
  readonly next: string | null;
  readonly terms: IncidentTerms;
  /** The page begins after another one: news are not on it. */
  readonly isOlder: boolean;
};

/** Incidents as they are now; what the browser hears of comes on top. */
export default function IncidentsView(
  { rendered, incidents, next, terms, isOlder }: IncidentsViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const filter = incidentFilter(terms);
  const last = next && incidents.at(-1)?.id;
  const isOnPage = (incident: Incident) =>
    isIncidentFit(incident, filter) && (!last || incident.id >= last);
  const shown = new Map(
    incidents.map((incident) => [
      incident.id,
      fleet.incidents[incident.id] ?? incident,
    ]),
  );
  if (!isOlder) {
    for (const incident of Object.values(fleet.incidents)) {
      if (isOnPage(incident)) shown.set(incident.id, incident);
    }
  }
  const list = newestIncidents(shown.values())
    .filter((incident) => isIncidentFit(incident, filter));
  return (
    <section aria-label={TEXT.title}>
      {list.length > 0
        ? <IncidentTable incidents={list} fleet={fleet} now={now} />
        : isNarrowed(terms)
        ? <EmptyState title={TEXT.nothingFits} text={TEXT.nothingFitsText} />
        : <EmptyState title={TEXT.empty} text={TEXT.emptyText} />}
      <p class="actions">
        {isOlder && (
          <a class="button" href={incidentsHref(terms)}>{TEXT.newest}</a>
        )}
        {next && (
          <a class="button" href={incidentsHref(terms, next)}>{TEXT.older}</a>
        )}
      </p>
    </section>
  );
}
