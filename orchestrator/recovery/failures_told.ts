import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Failure } from "@/domain/failure.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { RECOVERY } from "@/domain/errors/recovery.ts";
import { failure } from "@/domain/failure.ts";
import { isIncidentOver } from "@/domain/incident_status.ts";
import { causeOf } from "./cause_of.ts";
import { incidentId } from "./incident_id.ts";
import { INCIDENT_WORDS } from "./incident_words.ts";
import { incidentOf, raiseError, type Trouble } from "./raise_error.ts";

/** Events that say that something failed. */
type FailureEvent = Extract<
  FleetEvent,
  {
    type:
      | "agent.crashed"
      | "agent.failed"
      | "task.attempt_failed"
      | "task.failed"
      | "limit.closed";
  }
>;

/** The errors that an event of the log tells of, each once. Pure. */
export function failuresTold(
  event: FleetEvent,
  before: Fleet,
  after: Fleet,
): EventDraft[] {
  switch (event.type) {
    case "agent.crashed":
    case "agent.failed":
      return before.agents === after.agents ? [] : ofAgent(event, after);
    case "task.attempt_failed":
    case "task.failed":
      return before.tasks === after.tasks ? [] : ofTask(event, after);
    case "limit.closed": {
      if (before.limits.closed) return [];
      const { kind, message, agent_id, until } = event.data;
      return told(event, after, {
        failure: failure(kind, message),
        agent: agent_id,
        nextAt: until,
      });
    }
    default:
      return [];
  }
}

function ofAgent(
  event: Extract<FleetEvent, { type: "agent.crashed" | "agent.failed" }>,
  fleet: Fleet,
): EventDraft[] {
  const { failure, evidence, task_id } = event.data;
  const agent = event.agent_id;
  const trouble = {
    failure,
    agent,
    task: task_id,
    evidence,
    nextAt: event.type === "agent.crashed" ? event.data.restart_at : null,
  };
  if (event.type === "agent.failed") {
    return givenUp(event, fleet, trouble, INCIDENT_WORDS.agentFailed);
  }
  // Its hang was told when it was found: this is what is done about it.
  const isReset = RECOVERY[failure.kind] === "reset_agent";
  const cause = causeOf(failure.kind, { agent, task: task_id });
  const hang = isReset ? incidentOf(fleet, cause, event.at) : undefined;
  if (hang && !isIncidentOver(hang)) {
    return [{
      type: "error.recovering",
      incident_id: hang.id,
      agent_id: agent,
      ...(task_id && { task_id }),
      data: { words: INCIDENT_WORDS.replaced },
    }];
  }
  return told(event, fleet, trouble);
}

function ofTask(
  event: Extract<FleetEvent, { type: "task.attempt_failed" | "task.failed" }>,
  fleet: Fleet,
): EventDraft[] {
  const { failure, outcome, evidence } = event.data;
  if (outcome === "cancelled" || !isNews(failure)) return [];
  const agent = event.agent_id;
  const trouble: Trouble = {
    failure,
    agent,
    task: event.task_id,
    evidence,
    nextAt: event.type === "task.attempt_failed" ? event.data.retry_at : null,
  };
  if (event.type === "task.failed") {
    return givenUp(event, fleet, trouble, INCIDENT_WORDS.failed);
  }
  if (outcome === "limited" && agent) {
    const known = incidentOf(fleet, causeOf(failure.kind, { agent }), event.at);
    // Of one closed gate, each agent is told once.
    const isKnown = known && !isIncidentOver(known) &&
      known.agents.includes(agent);
    if (isKnown) return [];
    const { closed } = fleet.limits;
    return told(event, fleet, { ...trouble, nextAt: closed?.until ?? null });
  }
  return told(event, fleet, trouble);
}

/** What follows from something else is no error of its own. */
function isNews({ kind }: Failure): boolean {
  const strategy = RECOVERY[kind];
  return strategy !== "nothing" && strategy !== "resume_work";
}

function told(
  event: FailureEvent,
  fleet: Fleet,
  trouble: Trouble,
): EventDraft[] {
  return [
    ...raiseError(
      fleet,
      trouble,
      event.at,
      () => incidentId(event.at, event.seq),
    ).drafts,
  ];
}

/** The error, and that nothing more is tried. */
function givenUp(
  event: FailureEvent,
  fleet: Fleet,
  trouble: Trouble,
  words: string,
): EventDraft[] {
  const { incident, drafts } = raiseError(
    fleet,
    trouble,
    event.at,
    () => incidentId(event.at, event.seq),
  );
  return [...drafts, {
    type: "error.gave_up",
    incident_id: incident,
    ...(trouble.agent && { agent_id: trouble.agent }),
    ...(trouble.task && { task_id: trouble.task }),
    data: { words },
  }];
}
