import {
  ERROR_TYPES,
  type ErrorType,
  orWorse,
  SEVERITIES,
  type Severity,
} from "@/domain/errors/error_type.ts";
import type { IncidentStatus } from "@/domain/incident.ts";
import type { IncidentFilter } from "@/domain/incident_port.ts";
import type { AgentId, IncidentId, TaskId } from "@/domain/ids.ts";
import { hrefWith } from "../query/search_params.ts";

const STATUSES: readonly IncidentStatus[] = [
  "open",
  "recovering",
  "recovered",
  "gave_up",
  "closed",
];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a person looks for among incidents, as the page's address has it. */
export type IncidentTerms = {
  readonly status?: IncidentStatus | undefined;
  readonly error_type?: ErrorType | undefined;
  /** This one, or worse. */
  readonly severity?: Severity | undefined;
  readonly agent_id?: AgentId | undefined;
  readonly task_id?: TaskId | undefined;
};

/** The terms of an address; what nobody knows is left out. Pure. */
export function incidentTerms(query: URLSearchParams): IncidentTerms {
  const of = <T extends string>(name: string, all: readonly T[]) =>
    all.find((each) => each === query.get(name));
  const id = (name: string) => {
    const value = query.get(name);
    return value !== null && UUID.test(value) ? value : undefined;
  };
  return {
    status: of("status", STATUSES),
    error_type: of("error_type", ERROR_TYPES),
    severity: of("severity", SEVERITIES),
    agent_id: id("agent_id") as AgentId | undefined,
    task_id: id("task_id") as TaskId | undefined,
  };
}

/** The page of older ones that the address names. */
export function cursorIn(query: URLSearchParams): IncidentId | undefined {
  const before = query.get("before");
  return before !== null && UUID.test(before)
    ? before as IncidentId
    : undefined;
}

/** What the list is asked for. */
export function incidentFilter(
  terms: IncidentTerms,
): Omit<IncidentFilter, "limit" | "cursor"> {
  return {
    status: terms.status,
    errorType: terms.error_type,
    severities: terms.severity && orWorse(terms.severity),
    agentId: terms.agent_id,
    taskId: terms.task_id,
  };
}

/** Whether anything narrows the list. */
export function isNarrowed(terms: IncidentTerms): boolean {
  return Object.values(terms).some(Boolean);
}

/** The page's address with these terms; `before` for a later page of them. */
export function incidentsHref(terms: IncidentTerms, before?: string): string {
  return hrefWith("/incidents", { ...terms, before });
}
