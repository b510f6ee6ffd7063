import type { IncidentId } from "@/domain/ids.ts";
import { Incident } from "@/domain/incident.ts";
import { type IncidentFilter, isIncidentFit } from "@/domain/incident_port.ts";
import type { Page } from "@/domain/platform.ts";
import { keys } from "./keys.ts";
import { parseRecord } from "./parse.ts";
import { readPage } from "./record_pages.ts";

/** One incident as it is now. */
export async function readIncident(
  kv: Deno.Kv,
  id: IncidentId,
): Promise<Incident | undefined> {
  const entry = await kv.get(keys.incident(id));
  return entry.value === null ? undefined : parseRecord(Incident, entry);
}

/** Incidents that fit, newest first; see `readPage`. */
export function listIncidents(
  kv: Deno.Kv,
  filter: IncidentFilter,
): Promise<Page<Incident>> {
  return readPage(
    kv,
    keys.incidents,
    filter,
    (entry) => parseRecord(Incident, entry),
    (incident) => isIncidentFit(incident, filter),
  );
}
