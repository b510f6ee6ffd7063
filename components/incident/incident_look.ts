import type { Incident } from "@/domain/incident.ts";
import { needsPerson } from "@/domain/incident_status.ts";
import { formatExact } from "../format.ts";
import type { Look, Status } from "../status.ts";
import { INCIDENTS_TEXT as TEXT } from "../text/incidents_text.ts";

const LOOK: Readonly<Record<Incident["state"]["status"], Look>> = {
  open: "stalled",
  recovering: "recovering",
  recovered: "done",
  gave_up: "failed",
  closed: "idle",
};

/** How an incident's state is shown. */
export function incidentStatus(incident: Incident): Status {
  const { state, acknowledged } = incident;
  const evidence = [
    `since ${formatExact(state.since)}`,
    ...("words" in state && state.words ? [state.words] : []),
    ...(acknowledged ? [`noticed ${formatExact(acknowledged.at)}`] : []),
  ].join(" · ");
  return {
    look: needsPerson(incident) ? "needs_you" : LOOK[state.status],
    word: TEXT.statuses[state.status],
    reason: "",
    evidence,
  };
}
