import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { Incident } from "@/domain/incident.ts";
import { isIncidentOver } from "@/domain/incident_status.ts";
import { isOwnCause } from "./cause_of.ts";
import { INCIDENT_WORDS as WORDS } from "./incident_words.ts";

const SERVER = { kind: "server" } as const;

type Step = "error.recovering" | "error.recovered" | "error.gave_up";

/**
 * What an event of the log means for the incidents that are not over: what was
 * decided begins, it works again, or nobody waits for it any more. Pure.
 */
export function courseTold(
  event: FleetEvent,
  before: Fleet,
  after: Fleet,
): EventDraft[] {
  const open = Object.values(after.incidents)
    .filter((incident) => !isIncidentOver(incident));
  if (open.length === 0) return [];
  const ofAgent = (id: AgentId) =>
    open.filter(({ cause }) => isOwnCause(cause, id));
  switch (event.type) {
    case "agent.launched":
    case "agent.restarted":
    case "agent.started": {
      if (before.agents === after.agents) return [];
      const own = ofAgent(event.agent_id).filter(isAboutProcess);
      if (event.type === "agent.started") {
        return step("error.recovered", own, WORDS.started);
      }
      const words = event.type === "agent.launched"
        ? WORDS.launched
        : WORDS.restarted;
      return step("error.recovering", own, words);
    }
    case "agent.session_renewed":
      return before.agents === after.agents ? [] : step(
        "error.recovering",
        open.filter(({ decision, agents }) =>
          decision === "fresh_session" && agents.includes(event.agent_id)
        ),
        WORDS.renewed,
      );
    case "agent.terminated":
      return before.agents === after.agents
        ? []
        : closed(ofAgent(event.agent_id), WORDS.agentGone);
    case "task.assigned":
    case "task.retried": {
      if (before.tasks === after.tasks) return [];
      const own = ofTask(open, event.task_id).filter(({ state }) =>
        state.status === (event.type === "task.retried" ? "gave_up" : "open")
      );
      const words = event.type === "task.retried"
        ? WORDS.retried
        : WORDS.attempt(event.data.attempt);
      return step("error.recovering", own, words);
    }
    case "task.completed":
    case "task.reported": {
      if (before.tasks === after.tasks) return [];
      const proven = open.filter((incident) =>
        isProven(incident, event, after)
      );
      return step("error.recovered", proven, WORDS.done);
    }
    case "task.cancelled":
    case "task.failed": {
      if (before.tasks === after.tasks) return [];
      const own = open.filter(({ cause, kind, state, tasks }) =>
        state.status !== "gave_up" && (isOwnCause(cause, event.task_id) ||
          kind === "looping" && tasks.includes(event.task_id))
      );
      if (event.type === "task.cancelled") {
        return closed(own, WORDS.taskCancelled);
      }
      return event.data.outcome === "cancelled"
        ? closed(own, WORDS.taskStopped)
        : step("error.gave_up", own, WORDS.failed);
    }
    case "limit.opened": {
      if (before.limits === after.limits) return [];
      const held = open.filter(({ cause, kind }) =>
        cause === kind && isOfGate(kind)
      );
      return step("error.recovered", held, WORDS.opened[event.data.reason]);
    }
    default:
      return [];
  }
}

/** Whether another process is what sets it right. */
function isAboutProcess({ decision }: Incident): boolean {
  return decision === "restart_process" || decision === "reset_agent" ||
    decision === "reconnect" || decision === "free_resources" ||
    decision === "ask_operator";
}

function ofTask(incidents: readonly Incident[], id: TaskId): Incident[] {
  return incidents.filter(({ tasks }) => tasks.includes(id));
}

/** Whether the end of that work shows that the incident's cause is gone. */
function isProven(
  incident: Incident,
  event: Extract<FleetEvent, { type: "task.completed" | "task.reported" }>,
  { limits }: Fleet,
): boolean {
  if (limits.closed && isOfGate(incident.kind)) return false;
  if (incident.tasks.includes(event.task_id)) return true;
  // What was given up of another task is not done by this one.
  return incident.state.status !== "gave_up" && event.agent_id !== undefined &&
    incident.agents.includes(event.agent_id);
}

/** Whether the gate of the account holds work back because of it. */
function isOfGate(kind: Incident["kind"]): boolean {
  return kind === "rate_limit" || kind === "overloaded" ||
    kind === "usage_limit" || kind === "authentication";
}

function step(
  type: Step,
  incidents: readonly Incident[],
  words: string,
): EventDraft[] {
  return incidents.map((incident) => ({
    type,
    ...whom(incident),
    data: { words },
  }));
}

function closed(incidents: readonly Incident[], words: string): EventDraft[] {
  return incidents.map((incident) => ({
    type: "error.closed",
    ...whom(incident),
    data: { by: SERVER, words },
  }));
}

function whom({ id, agent_id, task_id }: Incident) {
  return {
    incident_id: id,
    ...(agent_id && { agent_id }),
    ...(task_id && { task_id }),
  };
}
