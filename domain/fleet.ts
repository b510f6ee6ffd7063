import type { Agent } from "./agent.ts";
import { applyToAgent } from "./agent_reducer.ts";
import { isEnded } from "./agent_status.ts";
import type { AgentTemplate } from "./agent_template.ts";
import type { Approval } from "./approval.ts";
import { isApprovalSettled, isPendingApproval } from "./approval_status.ts";
import { applyToApproval, applyToRule, ruleOf } from "./approval_reducer.ts";
import type { ApprovalRule } from "./approval_rule.ts";
import type { BudgetsState } from "./budget.ts";
import { applyToBudgets, NO_BUDGETS } from "./budget_reducer.ts";
import { applyToBoot, NO_BOOT } from "./boot_reducer.ts";
import type { BootState } from "./boot_report.ts";
import type { FleetEvent } from "./event.ts";
import type { Handoff } from "./handoff.ts";
import { applyToHandoff } from "./handoff_reducer.ts";
import { isHandoffEnded } from "./handoff_status.ts";
import type { Incident } from "./incident.ts";
import { applyToIncident } from "./incident_reducer.ts";
import { isIncidentSettled } from "./incident_status.ts";
import type { LimitsState } from "./limits.ts";
import { applyToLimits, OPEN_LIMITS } from "./limits_reducer.ts";
import type { Message } from "./message.ts";
import { applyToMessage } from "./message_reducer.ts";
import { isMessageOver } from "./message_status.ts";
import { keepNewest } from "./newest_ended.ts";
import type { QueueState } from "./queue.ts";
import { applyToQueue, OPEN_QUEUE } from "./queue_reducer.ts";
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

/** The fleet as of one `seq`: all that lives, and what ended lately. */
export type Fleet = {
  readonly seq: number;
  readonly agents: Readonly<Record<string, Agent>>;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly sessions: Readonly<Record<string, Session>>;
  readonly handoffs: Readonly<Record<string, Handoff>>;
  readonly messages: Readonly<Record<string, Message>>;
  readonly approvals: Readonly<Record<string, Approval>>;
  readonly rules: Readonly<Record<string, ApprovalRule>>;
  /** Those that a person made or changed. */
  readonly templates: Readonly<Record<string, AgentTemplate>>;
  /** What went wrong. */
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly queue: QueueState;
  /** The gate for what the account may use. */
  readonly limits: LimitsState;
  /** What the last start of the server found. */
  readonly boot: BootState;
  /** What all work of a day may use up, and whether budgets count. */
  readonly budgets: BudgetsState;
};

export const EMPTY_FLEET: Fleet = {
  seq: 0,
  agents: {},
  tasks: {},
  sessions: {},
  handoffs: {},
  messages: {},
  approvals: {},
  rules: {},
  templates: {},
  incidents: {},
  queue: OPEN_QUEUE,
  limits: OPEN_LIMITS,
  boot: NO_BOOT,
  budgets: NO_BUDGETS,
};

/**
 * The one pure reducer: server, browser and replay all use it.
 * Events at or before `fleet.seq` are ignored, so applying twice is harmless.
 */
export function applyEvent(fleet: Fleet, event: FleetEvent): Fleet {
  return withEvent(fleet, event);
}

/**
 * Collections of records that one caller made and shows nobody yet: they are
 * changed in place, so that many events cost one copy and not a copy each.
 */
export type Unshared = WeakSet<object>;

/**
 * The same for who applies many events before anybody looks.
 *
 * @param unshared Empty at first, filled and used here; a new one is needed
 * once the fleet was shown.
 */
export function applyUnshared(
  fleet: Fleet,
  event: FleetEvent,
  unshared: Unshared,
): Fleet {
  return withEvent(fleet, event, unshared);
}

function withEvent(
  fleet: Fleet,
  event: FleetEvent,
  unshared?: Unshared,
): Fleet {
  if (event.seq <= fleet.seq) return fleet;
  if (event.type === "records.retired") return withoutRetired(fleet, event);
  if (event.type === "server.memory_cleared") return cleared(fleet, event);
  const before = subjectOf(fleet, event);
  const agents = applyToAgents(fleet.agents, event, unshared);
  const approvals = applyToApprovals(fleet.approvals, event, unshared);
  const tasks = applyToTasks(fleet.tasks, approvals, event, unshared);
  // What its task or its agent ignored counts for no session either.
  const ignored = before !== undefined &&
    before.record === subjectOf({ agents, tasks }, event)?.record;
  return {
    seq: event.seq,
    agents,
    tasks,
    sessions: ignored ? fleet.sessions : applyToSessions(fleet.sessions, event),
    handoffs: applyToHandoffs(fleet.handoffs, event, unshared),
    messages: applyToMessages(fleet.messages, event, unshared),
    approvals,
    rules: applyToRules(fleet.rules, event),
    templates: applyToTemplates(fleet.templates, event),
    incidents: applyToIncidents(fleet.incidents, event),
    queue: applyToQueue(fleet.queue, event),
    limits: applyToLimits(fleet.limits, event),
    boot: applyToBoot(fleet.boot, event),
    budgets: applyToBudgets(fleet.budgets, event),
  };
}

/** The task that an event of tasks is about, else the agent that it names. */
function subjectOf(
  { agents, tasks }: Pick<Fleet, "agents" | "tasks">,
  event: FleetEvent,
): { readonly record: Agent | Task | undefined } | undefined {
  if (event.type.startsWith("task.")) {
    const id = "task_id" in event ? event.task_id : undefined;
    return { record: id ? tasks[id] : undefined };
  }
  if (!("agent_id" in event)) return undefined;
  return { record: event.agent_id ? agents[event.agent_id] : undefined };
}

/** Of what is over, the newest alone. */
function cleared(
  fleet: Fleet,
  { seq, data: { kept } }: Extract<
    FleetEvent,
    { type: "server.memory_cleared" }
  >,
): Fleet {
  return {
    ...fleet,
    seq,
    agents: keepNewest(fleet.agents, ({ state }) => isEnded(state), kept),
    tasks: keepNewest(
      fleet.tasks,
      ({ state }) => isTaskEnded(state),
      kept,
      isNeededTask(fleet.tasks),
    ),
    handoffs: keepNewest(fleet.handoffs, isHandoffEnded, kept),
    messages: keepNewest(fleet.messages, isMessageOver, kept),
    approvals: keepNewest(fleet.approvals, isApprovalSettled, kept),
    incidents: keepNewest(fleet.incidents, isIncidentSettled, kept),
  };
}

/** What lives stays, whatever an event says; what is over goes with its task or its agents. */
function withoutRetired(
  fleet: Fleet,
  event: Extract<FleetEvent, { type: "records.retired" }>,
): Fleet {
  const { agents, sessions } = event.data;
  const tasks = event.data.tasks.map(({ id }) => id);
  const gone = new Set<string | null>([...agents, ...tasks]);
  return {
    ...fleet,
    seq: event.seq,
    agents: without(fleet.agents, agents, ({ state }) => isEnded(state)),
    tasks: without(fleet.tasks, tasks, ({ state }) => isTaskEnded(state)),
    sessions: without(fleet.sessions, sessions, isArchived),
    handoffs: without(
      fleet.handoffs,
      idsWith(fleet.handoffs, ({ task_id }) => gone.has(task_id)),
      isHandoffEnded,
    ),
    messages: without(
      fleet.messages,
      idsWith(
        fleet.messages,
        (message) =>
          gone.has(message.task_id) || gone.has(message.from_agent_id) ||
          gone.has(message.to_agent_id),
      ),
      isMessageOver,
    ),
    approvals: without(
      fleet.approvals,
      idsWith(
        fleet.approvals,
        ({ task_id, agent_id }) => gone.has(task_id) || gone.has(agent_id),
      ),
      isApprovalSettled,
    ),
  };
}

function idsWith<R>(
  records: Readonly<Record<string, R>>,
  isMeant: (record: R) => boolean,
): string[] {
  return Object.keys(records).filter((id) => isMeant(records[id] as R));
}

function without<R>(
  records: Readonly<Record<string, R>>,
  ids: readonly string[],
  isOver: (record: R) => boolean = () => true,
): Readonly<Record<string, R>> {
  const gone = ids.filter((id) => records[id] && isOver(records[id]));
  if (gone.length === 0) return records;
  const left = { ...records };
  for (const id of gone) delete left[id];
  return left;
}

/** The records with one of them changed; the same object when it is not. */
function edited<R>(
  records: Readonly<Record<string, R>>,
  id: string | undefined,
  edit: (record: R | undefined) => R | undefined,
  unshared?: Unshared,
): Readonly<Record<string, R>> {
  if (id === undefined) return records;
  const before = records[id];
  const after = edit(before);
  if (after === undefined || after === before) return records;
  if (unshared?.has(records)) {
    (records as Record<string, R>)[id] = after;
    return records;
  }
  const next = { ...records, [id]: after };
  unshared?.add(next);
  return next;
}

/** The same, and of the ended ones the newest alone when this one has ended. */
function editedAndKept<R extends { readonly updated_seq: number }>(
  records: Readonly<Record<string, R>>,
  id: string,
  edit: (record: R | undefined) => R | undefined,
  ended: { readonly isEnded: (record: R) => boolean; readonly kept: number },
  unshared?: Unshared,
): Readonly<Record<string, R>> {
  const before = records[id];
  const next = edited(records, id, edit, unshared);
  const after = next[id];
  return after !== before && after && ended.isEnded(after)
    ? keepNewest(next, ended.isEnded, ended.kept)
    : next;
}

function applyToAgents(
  agents: Fleet["agents"],
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

function applyToTasks(
  tasks: Fleet["tasks"],
  approvals: Fleet["approvals"],
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
    )
    : next;
}

function applyToSessions(sessions: Fleet["sessions"], event: FleetEvent) {
  if (!("session_id" in event) || !event.session_id) return sessions;
  return editedAndKept(
    sessions,
    event.session_id,
    (session) => applyToSession(session, event),
    { isEnded: isArchived, kept: KEPT_ARCHIVED_SESSIONS },
  );
}

function applyToHandoffs(
  handoffs: Fleet["handoffs"],
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

function applyToMessages(
  messages: Fleet["messages"],
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

function applyToApprovals(
  approvals: Fleet["approvals"],
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

function applyToIncidents(incidents: Fleet["incidents"], event: FleetEvent) {
  if (!("incident_id" in event)) return incidents;
  return editedAndKept(
    incidents,
    event.incident_id,
    (incident) => applyToIncident(incident, event),
    { isEnded: isIncidentSettled, kept: KEPT_INCIDENTS_OVER },
  );
}

function applyToRules(rules: Fleet["rules"], event: FleetEvent) {
  if (event.type === "rule.removed") return without(rules, [event.rule_id]);
  const id = event.type === "rule.created" ? event.rule_id : ruleOf(event);
  return edited(rules, id, (rule) => applyToRule(rule, event));
}

function applyToTemplates(templates: Fleet["templates"], event: FleetEvent) {
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
