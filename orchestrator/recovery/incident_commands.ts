import type { EventDraft } from "@/domain/event.ts";
import type { IncidentId } from "@/domain/ids.ts";
import { type Incident, STEP_CHARS } from "@/domain/incident.ts";
import type { IncidentCommands } from "@/domain/incident_port.ts";
import { beginning } from "@/domain/long_text.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort } from "../ports.ts";

/** The incident itself, where memory does not have it. */
type Unloaded = { readonly incident?: Incident };

/** Who decides by a command; there is one person so far. */
const by = { kind: "person" } as const;

/** What a person may do about incidents; see `domain/incident_port.ts` for the promises. */
export function incidentCommands(deps: {
  readonly writer: Pick<EventWriter, "head" | "committed" | "append">;
  readonly store: Pick<LiveStorePort, "readIncident">;
}): IncidentCommands {
  const { writer, store } = deps;

  /** Tells it of an incident, and answers when it is stored. */
  async function append(
    id: IncidentId,
    drafts: (incident: Incident, unloaded: Unloaded) => readonly EventDraft[],
  ): Promise<Outcome<Incident>> {
    const here = ownRecord(writer.head.incidents, id);
    const incident = here ?? await store.readIncident(id);
    if (!incident) return notFound(id);
    const told = drafts(incident, here ? {} : { incident });
    if (told.length > 0) await writer.append(told);
    // What memory let go of at once is in the store.
    const now = writer.committed.incidents[id] ?? await store.readIncident(id);
    return { ok: true, value: now ?? incident };
  }

  return {
    acknowledgeIncident: (incident_id) =>
      append(
        incident_id,
        ({ acknowledged, state }, unloaded) =>
          acknowledged || state.status === "closed" ? [] : [{
            type: "error.acknowledged",
            incident_id,
            data: { by, ...unloaded },
          }],
      ),
    closeIncident: (incident_id, note) =>
      append(
        incident_id,
        ({ state }, unloaded) =>
          state.status === "closed" ? [] : [{
            type: "error.closed",
            incident_id,
            data: { by, words: beginning(note, STEP_CHARS), ...unloaded },
          }],
      ),
  };
}

function notFound(id: IncidentId): Outcome<Incident> {
  return {
    ok: false,
    refusal: {
      code: "incident_not_found",
      message: `Cannot find incident "${id}"`,
    },
  };
}
