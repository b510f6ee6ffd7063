import type { Agent } from "./agent.ts";
import { applyToAgent } from "./agent_reducer.ts";
import { isEnded } from "./agent_status.ts";
import type { AgentTemplate } from "./agent_template.ts";
import type { Approval } from "./approval.ts";
import { isApprovalSettled, isPendingApproval } from "./approval_status.ts";
import { applyToApproval, applyToRule, ruleOf } from "./approval_reducer.ts";
import type { ApprovalRule } from "./approval_rule.ts";
import type { FleetEvent } from "./event.ts";
import type { Handoff } from "./handoff.ts";
import { applyToHandoff } from "./handoff_reducer.ts";
import { isHandoffEnded } from "./handoff_status.ts";
import type { Incident } from "./incident.ts";
import { applyToIncident } from "./incident_reducer.ts";
import { isIncidentSettled } from "./incident_status.ts";
import type { Message } from "./message.ts";
import { applyToMessage } from "./message_reducer.ts";
import { isMessageOver } from "./message_status.ts";
import { keepNewest } from "./newest_ended.ts";
import {
  edited,
  editedAndKept,
  type Records,
  type Unshared,
  without,
} from "./records.ts";
import type { Session } from "./session.ts";
import { applyToSession } from "./session_reducer.ts";
import { isArchived } from "./session_status.ts";
import type { Task } from "./task.ts";
import { applyToAncestor, applyToTask } from "./task_reducer.ts";
import { ancestorsOf, isNeededTask } from "./task_tree.ts";
import { isTaskEnded } from "./task_status.ts";

/** Ended records that stay in memory; older ones are read from the store. */
export const KEPT_ENDED_TASKS = 200;
export const KEPT_ENDED_AGENTS = 50;
export const KEPT_ARCHIVED_SESSIONS = 50;
export const KEPT_ENDED_HANDOFFS = 50;
export const KEPT_CARRIED_MESSAGES = 200;
export const KEPT_SETTLED_APPROVALS = 200;
export const KEPT_INCIDENTS_OVER = 100;

/** The records of a fleet that an event is about. */
export type Collections = {
  readonly agents: Records<Agent>;
  readonly tasks: Records<Task>;
  readonly sessions: Records<Session>;
  readonly handoffs: Records<Handoff>;
  readonly messages: Records<Message>;
  readonly approvals: Records<Approval>;
  readonly rules: Records<ApprovalRule>;
  /** Those that a person made or changed. */
  readonly templates: Records<AgentTemplate>;
  /** What went wrong. */
  readonly incidents: Records<Incident>;
};

/** The agents after one event. */
export function applyToAgents(
  agents: Records<Agent>,
  event: FleetEvent,
  unshared?: Unshared,
) {
  if (!("agent_id" in event) || !event.agent_id) return agents;
  return editedAndKept(
    agents,
    event.agent_id,
    (agent) => applyToAgent(agent, event),
    { isEnded: ({ state }) => isEnded(state), kept: KEPT_ENDED_AGENTS },
    unshared,
  );
}

/** The tasks after one event, and those above the one that it is about. */
export function applyToTasks(
  tasks: Records<Task>,
  approvals: Records<Approval>,
  event: FleetEvent,
  unshared?: Unshared,
) {
  if (!("task_id" in event) || !event.task_id) return tasks;
  const id = event.task_id;
  const isAsking = "approval_id" in event &&
    Object.values(approvals).some((approval) =>
      approval.task_id === id && isPendingApproval(approval)
    );
  const before = tasks[id];
  let next = edited(
    tasks,
    id,
    (task) => applyToTask(task, event, isAsking),
    unshared,
  );
  if (next[id] === before) return tasks;
  for (const parent of ancestorsOf(next, id)) {
    next = edited(
      next,
      parent.id,
      (task) => task && applyToAncestor(task, event),
      unshared,
    );
  }
  const after = next[id];
  return after && isTaskEnded(after.state)
    ? keepNewest(
      next,
      (task) => isTaskEnded(task.state),
      KEPT_ENDED_TASKS,
      isNeededTask(next),
      unshared,
    )
    : next;
}

/** The sessions after one event. */
export function applyToSessions(sessions: Records<Session>, event: FleetEvent) {
  if (!("session_id" in event) || !event.session_id) return sessions;
  return editedAndKept(
    sessions,
    event.session_id,
    (session) => applyToSession(session, event),
    { isEnded: isArchived, kept: KEPT_ARCHIVED_SESSIONS },
  );
}

/** The hand-offs after one event. */
export function applyToHandoffs(
  handoffs: Records<Handoff>,
  event: FleetEvent,
  unshared?: Unshared,
) {
  if (!("handoff_id" in event)) return handoffs;
  return editedAndKept(
    handoffs,
    event.handoff_id,
    (handoff) => applyToHandoff(handoff, event),
    { isEnded: isHandoffEnded, kept: KEPT_ENDED_HANDOFFS },
    unshared,
  );
}

/** The messages after one event. */
export function applyToMessages(
  messages: Records<Message>,
  event: FleetEvent,
  unshared?: Unshared,
) {
  if (!("message_id" in event)) return messages;
  return editedAndKept(
    messages,
    event.message_id,
    (message) => applyToMessage(message, event),
    { isEnded: isMessageOver, kept: KEPT_CARRIED_MESSAGES },
    unshared,
  );
}

/** The requests for permission after one event. */
export function applyToApprovals(
  approvals: Records<Approval>,
  event: FleetEvent,
  unshared?: Unshared,
) {
  if (!("approval_id" in event)) return approvals;
  return editedAndKept(
    approvals,
    event.approval_id,
    (approval) => applyToApproval(approval, event),
    { isEnded: isApprovalSettled, kept: KEPT_SETTLED_APPROVALS },
    unshared,
  );
}

/** The incidents after one event. */
export function applyToIncidents(
  incidents: Records<Incident>,
  event: FleetEvent,
) {
  if (!("incident_id" in event)) return incidents;
  return editedAndKept(
    incidents,
    event.incident_id,
    (incident) => applyToIncident(incident, event),
    { isEnded: isIncidentSettled, kept: KEPT_INCIDENTS_OVER },
  );
}

/** The rules for requests after one event. */
export function applyToRules(rules: Records<ApprovalRule>, event: FleetEvent) {
  if (event.type === "rule.removed") return without(rules, [event.rule_id]);
  const id = event.type === "rule.created" ? event.rule_id : ruleOf(event);
  return edited(rules, id, (rule) => applyToRule(rule, event));
}

/** The templates that a person made or changed, after one event. */
export function applyToTemplates(
  templates: Records<AgentTemplate>,
  event: FleetEvent,
) {
  switch (event.type) {
    case "template.saved":
      return edited(
        templates,
        event.template_id,
        () => ({ ...event.data.template, updated_seq: event.seq }),
      );
    case "template.removed":
      return without(templates, [event.template_id]);
    default:
      return templates;
  }
}
