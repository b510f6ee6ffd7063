import type { FleetEvent } from "./event.ts";
import type { Incident, IncidentState, IncidentStep } from "./incident.ts";

/** As in `incident.ts`, which the browser does without. */
const NAMES = 30;
const STEPS = 20;

type ErrorEvent = Extract<FleetEvent, { incident_id: unknown }>;

/**
 * The incident after one event; the same object when the event is not legal in
 * its state: what is closed stays closed. Pure.
 */
export function applyToIncident(
  before: Incident | undefined,
  event: FleetEvent,
): Incident | undefined {
  if (!("incident_id" in event)) return before;
  if (event.type === "error.raised") return raised(before, event);
  const isPersons = event.type === "error.acknowledged" ||
    event.type === "error.closed";
  const incident = before ?? (isPersons ? event.data.incident : undefined);
  if (!incident || incident.state.status === "closed") return incident;
  const state = stateAfter(incident, event);
  if (!state) return incident;
  const step = stepOf(event);
  return {
    ...incident,
    state,
    ...(event.type === "error.acknowledged" && {
      acknowledged: { at: event.at, by: event.data.by },
    }),
    steps: [...incident.steps, step].slice(-STEPS),
    updated_at: event.at,
    updated_seq: event.seq,
  };
}

function raised(
  before: Incident | undefined,
  event: Extract<FleetEvent, { type: "error.raised" }>,
): Incident | undefined {
  if (before?.state.status === "closed") return before;
  const { at, data, agent_id, task_id } = event;
  const { cause, error_type, kind, severity, decision, evidence } = data;
  return {
    id: event.incident_id,
    cause,
    error_type,
    kind,
    severity,
    decision,
    state: { status: "open", since: at, next_at: data.next_at },
    count: (before?.count ?? 0) + 1,
    first_at: before?.first_at ?? at,
    last_at: at,
    agent_id: agent_id ?? null,
    task_id: task_id ?? null,
    session_id: event.session_id ?? null,
    agents: named(before?.agents ?? [], agent_id),
    tasks: named(before?.tasks ?? [], task_id),
    message: data.message,
    evidence,
    steps: [...before?.steps ?? [], stepOf(event)].slice(-STEPS),
    // What happens again is news again.
    acknowledged: null,
    created_at: before?.created_at ?? at,
    updated_at: at,
    updated_seq: event.seq,
  };
}

/** `undefined`: it cannot happen to an incident like this. */
function stateAfter(
  { state }: Incident,
  event: Exclude<ErrorEvent, { type: "error.raised" }>,
): IncidentState | undefined {
  const since = event.at;
  switch (event.type) {
    case "error.recovering":
      return { status: "recovering", since, words: event.data.words };
    case "error.recovered":
      return state.status === "recovered"
        ? undefined
        : { status: "recovered", since, words: event.data.words };
    case "error.gave_up":
      return state.status === "recovered"
        ? undefined
        : { status: "gave_up", since, words: event.data.words };
    case "error.acknowledged":
      return state;
    case "error.closed":
      return {
        status: "closed",
        since,
        by: event.data.by,
        words: event.data.words,
      };
  }
}

function stepOf(event: ErrorEvent): IncidentStep {
  const { at, seq } = event;
  switch (event.type) {
    case "error.raised": {
      const words = event.data.message.slice(0, 300);
      return { at, seq, what: "raised", words };
    }
    case "error.acknowledged":
      return { at, seq, what: "acknowledged", words: "" };
    case "error.recovering":
      return { at, seq, what: "recovering", words: event.data.words };
    case "error.recovered":
      return { at, seq, what: "recovered", words: event.data.words };
    case "error.gave_up":
      return { at, seq, what: "gave_up", words: event.data.words };
    case "error.closed":
      return { at, seq, what: "closed", words: event.data.words };
  }
}

function named<Id extends string>(ids: readonly Id[], id: Id | undefined) {
  return id === undefined
    ? [...ids]
    : [...ids.filter((each) => each !== id), id].slice(-NAMES);
}
