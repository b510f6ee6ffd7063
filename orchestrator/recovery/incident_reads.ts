import type { KeptRecords } from "@/domain/history.ts";
import type { Incident } from "@/domain/incident.ts";
import type {
  IncidentFilter,
  IncidentQueries,
} from "@/domain/incident_port.ts";
import type { Page } from "@/domain/platform.ts";

/**
 * The live store's incidents, and after them those that the history alone has.
 * While the history is away, those are missing.
 */
export function incidentReads(
  live: IncidentQueries,
  kept: Pick<KeptRecords, "incident" | "incidents">,
): IncidentQueries {
  return {
    findIncident: async (id) => {
      const incident = await live.findIncident(id);
      if (incident) return incident;
      const found = await kept.incident(id);
      return found.ok ? found.value : undefined;
    },
    listIncidents: (filter) => list(live, kept, filter),
  };
}

async function list(
  live: IncidentQueries,
  kept: Pick<KeptRecords, "incidents">,
  filter: IncidentFilter,
): Promise<Page<Incident>> {
  const page = await live.listIncidents(filter);
  if (page.next !== null) return page;
  // One more than fits tells whether there are others.
  const limit = filter.limit + 1;
  const older = await kept.incidents({ ...filter, limit });
  if (!older.ok) return page;
  const here = new Set(page.items.map(({ id }) => id));
  const all = [...page.items, ...older.value.filter(({ id }) => !here.has(id))]
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const items = all.slice(0, filter.limit);
  const isMore = all.length > filter.limit;
  return { items, next: isMore ? items.at(-1)?.id ?? null : null };
}
