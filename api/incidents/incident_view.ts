import { z } from "@hono/zod-openapi";
import { Actor } from "@/domain/actor.ts";
import { Evidence } from "@/domain/errors/evidence.ts";
import { ERROR_TYPES, SEVERITIES } from "@/domain/errors/error_type.ts";
import { STRATEGIES } from "@/domain/errors/recovery.ts";
import { FAILURE_KINDS } from "@/domain/failure_kinds.ts";
import {
  type Incident,
  INCIDENT_STATUSES,
  type IncidentState,
  type IncidentStatus,
  IncidentStep,
} from "@/domain/incident.ts";
import { needsPerson } from "@/domain/incident_status.ts";

/** All statuses, as schemas take them. */
export const STATUSES = INCIDENT_STATUSES as [
  IncidentStatus,
  ...IncidentStatus[],
];

/** One incident as programs see it. */
export const IncidentView = z.object({
  id: z.string(),
  /** Failures with the same cause are one incident. */
  cause: z.string(),
  error_type: z.enum(ERROR_TYPES),
  kind: z.enum(FAILURE_KINDS),
  /** Of the newest failure; it rises with repetition. */
  severity: z.enum(SEVERITIES),
  /** What is done about it. */
  decision: z.enum(STRATEGIES),
  status: z.enum(STATUSES),
  status_since: z.string(),
  /** What the status says in words; empty while it is open. */
  status_words: z.string(),
  /** When what was decided begins; null when that is not known, or over. */
  next_at: z.string().nullable(),
  /** Nothing goes on without a person, and nobody has taken notice. */
  needs_person: z.boolean(),
  /** Failures so far. */
  count: z.int(),
  first_at: z.string(),
  last_at: z.string(),
  /** Whom the newest failure was about. */
  agent_id: z.string().nullable(),
  task_id: z.string().nullable(),
  session_id: z.string().nullable(),
  /** All of them, the newest last; the oldest of very many are left out. */
  agents: z.array(z.string()),
  tasks: z.array(z.string()),
  /** What the newest failure said. */
  message: z.string(),
  evidence: Evidence,
  /** What happened and what was done, oldest first. */
  steps: z.array(IncidentStep),
  acknowledged: z.object({ at: z.string(), by: Actor }).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Incident");
export type IncidentView = z.infer<typeof IncidentView>;

/** Gives the incident as programs see it. */
export function incidentView(incident: Incident): IncidentView {
  const { state, updated_seq: _, ...rest } = incident;
  return {
    ...rest,
    status: state.status,
    status_since: state.since,
    status_words: wordsOf(state),
    next_at: state.status === "open" ? state.next_at : null,
    needs_person: needsPerson(incident),
  };
}

function wordsOf(state: IncidentState): string {
  return "words" in state ? state.words : "";
}
