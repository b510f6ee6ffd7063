import type { Incident } from "./incident.ts";

/** A failure of the same cause later than this after the last is another incident, in milliseconds. */
const CALM_MS = 10 * 60_000;

/** Nothing is expected to happen about it any more. */
export function isIncidentOver({ state }: Incident): boolean {
  return state.status === "recovered" || state.status === "closed";
}

/** Nothing goes on in it by itself: memory need not keep it for good. */
export function isIncidentSettled(incident: Incident): boolean {
  return isIncidentOver(incident) || incident.state.status === "gave_up";
}

/** Only a person can bring it on, and nobody has taken notice of it. */
export function needsPerson(incident: Incident): boolean {
  if (incident.acknowledged) return false;
  const { state, decision } = incident;
  return state.status === "gave_up" ||
    state.status === "open" && decision === "ask_operator";
}

/** Whether a failure of the same cause at that time belongs to it. */
export function goesOn(incident: Incident, at: string): boolean {
  if (incident.state.status === "closed") return false;
  return !isIncidentOver(incident) ||
    Date.parse(at) - Date.parse(incident.last_at) < CALM_MS;
}
