import type { EventDraft } from "@/domain/event.ts";
import type { IncidentId } from "@/domain/ids.ts";
import { type Incident, STEP_CHARS } from "@/domain/incident.ts";
import type { IncidentCommands } from "@/domain/incident_port.ts";
import { beginning } from "@/domain/long_text.ts";
import { ownRecord } from "@/domain/own_record.ts";
import type { Outcome } from "@/domain/platform.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LiveStorePort } from "../ports.ts";

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
    drafts: (incident: Incident) => readonly EventDraft[],
  ): Promise<Outcome<Incident>> {
    const incident = ownRecord(writer.head.incidents, id);
    if (!incident) {
      // One that left memory is over: nothing is to be done about it.
      const over = await store.readIncident(id);
      return over ? { ok: true, value: over } : notFound(id);
    }
    const told = drafts(incident);
    if (told.length > 0) await writer.append(told);
    const now = writer.committed.incidents[id];
    return now ? { ok: true, value: now } : notFound(id);
  }

  return {
    acknowledgeIncident: (incident_id) =>
      append(
        incident_id,
        ({ acknowledged, state }) =>
          acknowledged || state.status === "closed"
            ? []
            : [{ type: "error.acknowledged", incident_id, data: { by } }],
      ),
    closeIncident: (incident_id, note) =>
      append(
        incident_id,
        ({ state }) =>
          state.status === "closed" ? [] : [{
            type: "error.closed",
            incident_id,
            data: { by, words: beginning(note, STEP_CHARS) },
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
