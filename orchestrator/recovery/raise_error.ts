import { classify } from "@/domain/errors/classify.ts";
import { type Evidence, NO_EVIDENCE } from "@/domain/errors/evidence.ts";
import { RECOVERY } from "@/domain/errors/recovery.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, IncidentId, Instant, TaskId } from "@/domain/ids.ts";
import { type Incident, INCIDENT_CHARS } from "@/domain/incident.ts";
import { goesOn } from "@/domain/incident_status.ts";
import { beginning } from "@/domain/long_text.ts";
import { causeOf } from "./cause_of.ts";

/** Something failed, and whom it is about. */
export type Trouble = {
  readonly failure: Failure;
  readonly agent?: AgentId | undefined;
  readonly task?: TaskId | undefined;
  readonly evidence?: Evidence | undefined;
  /** When what is decided begins; `undefined`: at once, or nobody knows. */
  readonly nextAt?: Instant | null | undefined;
};

/** An error that is to be told, and the incident that it belongs to. */
export type Raised = {
  readonly incident: IncidentId;
  /** Empty when the same was told in this very moment. */
  readonly drafts: readonly EventDraft[];
};

/**
 * Classifies a failure and gives what is told of it: a new incident, or one
 * more failure of the same cause. How much it matters rises with repetition.
 * Pure.
 *
 * @param newId The id for a new incident.
 */
export function raiseError(
  fleet: Pick<Fleet, "incidents" | "agents">,
  trouble: Trouble,
  at: Instant,
  newId: () => IncidentId,
): Raised {
  const { failure, agent, task, evidence = NO_EVIDENCE, nextAt } = trouble;
  const model = agent && fleet.agents[agent]?.config.model;
  const cause = causeOf(failure.kind, { agent, task, model });
  const same = incidentOf(fleet, cause, at);
  // A process that is lost in a task is told of twice in one moment.
  if (same?.last_at === at && same.agent_id === (agent ?? null)) {
    return { incident: same.id, drafts: [] };
  }
  const error = classify(failure, {
    agent,
    task,
    earlierInARow: same?.count ?? 0,
  });
  const incident = same?.id ?? newId();
  return {
    incident,
    drafts: [{
      type: "error.raised",
      incident_id: incident,
      ...(agent && { agent_id: agent }),
      ...(task && { task_id: task }),
      data: {
        cause,
        error_type: error.error_type,
        kind: error.kind,
        severity: error.severity,
        message: beginning(error.evidence, INCIDENT_CHARS),
        evidence,
        decision: RECOVERY[failure.kind],
        next_at: nextAt ?? null,
      },
    }],
  };
}

/** The incident that a failure of that cause belongs to now. Pure. */
export function incidentOf(
  { incidents }: Pick<Fleet, "incidents">,
  cause: string,
  at: Instant,
): Incident | undefined {
  return Object.values(incidents).findLast((incident) =>
    incident.cause === cause && goesOn(incident, at)
  );
}
