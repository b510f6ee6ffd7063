import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import {
  type IncidentCommands,
  type IncidentQueries,
  isIncidentFit,
} from "@/domain/incident_port.ts";
import { incidentCommands } from "@/orchestrator/recovery/incident_commands.ts";

/** The real commands on a fleet in memory, which keeps all incidents. */
export function memoryIncidents(on: {
  readonly fleet: () => Fleet;
  readonly commit: (drafts: readonly EventDraft[]) => readonly FleetEvent[];
}): IncidentCommands & IncidentQueries {
  return {
    ...incidentCommands({
      writer: {
        get head() {
          return on.fleet();
        },
        get committed() {
          return on.fleet();
        },
        append: (drafts) => Promise.resolve(on.commit(drafts)),
      },
      store: { readIncident: () => Promise.resolve(undefined) },
    }),
    findIncident: (id) => Promise.resolve(on.fleet().incidents[id]),
    listIncidents: ({ limit, cursor, ...filter }) => {
      const all = Object.values(on.fleet().incidents)
        .filter((each) =>
          isIncidentFit(each, filter) && (!cursor || each.id < cursor)
        )
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const items = all.slice(0, limit);
      const next = all.length > limit ? items.at(-1)?.id ?? null : null;
      return Promise.resolve({ items, next });
    },
  };
}
