import type { ErrorType, Severity } from "./errors/error_type.ts";
import type { FailureKind } from "./failure_kinds.ts";
import type { AgentId, IncidentId, SessionId, TaskId } from "./ids.ts";
import type { Incident, IncidentStatus } from "./incident.ts";
import type { Outcome, Page } from "./platform.ts";

/** Which incidents to list. */
export type IncidentFilter = {
  readonly status?: IncidentStatus | undefined;
  readonly errorType?: ErrorType | undefined;
  readonly kind?: FailureKind | undefined;
  /** Any of these. */
  readonly severities?: readonly Severity[] | undefined;
  /** Any of those that it names. */
  readonly agentId?: AgentId | undefined;
  readonly taskId?: TaskId | undefined;
  readonly sessionId?: SessionId | undefined;
  readonly limit: number;
  /** The last incident of the page before. */
  readonly cursor?: IncidentId | undefined;
};

/** What a person may do about incidents. Safe to repeat. */
export interface IncidentCommands {
  /** Somebody has taken notice: it needs no person any more, and goes on as it would. */
  acknowledgeIncident(id: IncidentId): Promise<Outcome<Incident>>;
  /** Nobody waits for anything more of it; the same failure again is another incident. */
  closeIncident(id: IncidentId, note: string): Promise<Outcome<Incident>>;
}

/** What can be read about incidents; those that are not over are in the fleet. */
export interface IncidentQueries {
  findIncident(id: IncidentId): Promise<Incident | undefined>;
  /** The newest first, also those that the history alone has. */
  listIncidents(filter: IncidentFilter): Promise<Page<Incident>>;
}

/** Whether the filter lets the incident through. */
export function isIncidentFit(
  incident: Incident,
  filter: Omit<IncidentFilter, "limit" | "cursor">,
): boolean {
  const { status, errorType, kind, severities, agentId, taskId, sessionId } =
    filter;
  return (!status || incident.state.status === status) &&
    (!errorType || incident.error_type === errorType) &&
    (!kind || incident.kind === kind) &&
    (!severities || severities.includes(incident.severity)) &&
    (!agentId || incident.agents.includes(agentId)) &&
    (!taskId || incident.tasks.includes(taskId)) &&
    (!sessionId || incident.session_id === sessionId);
}
