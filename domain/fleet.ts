import type { Agent } from "./agent.ts";
import type { BudgetsState } from "./budget.ts";
import { applyToBudgets, NO_BUDGETS } from "./budget_reducer.ts";
import { applyToBoot, NO_BOOT } from "./boot_reducer.ts";
import type { BootState } from "./boot_report.ts";
import type { FleetEvent } from "./event.ts";
import {
  applyToAgents,
  applyToApprovals,
  applyToHandoffs,
  applyToIncidents,
  applyToMessages,
  applyToRules,
  applyToSessions,
  applyToTasks,
  applyToTemplates,
  type Collections,
} from "./fleet_collections.ts";
import { cleared, withoutRetired } from "./fleet_pruning.ts";
import type { LimitsState } from "./limits.ts";
import { applyToLimits, OPEN_LIMITS } from "./limits_reducer.ts";
import type { QueueState } from "./queue.ts";
import { applyToQueue, OPEN_QUEUE } from "./queue_reducer.ts";
import type { Unshared } from "./records.ts";
import type { Task } from "./task.ts";

export type { Unshared };

/** The fleet as of one `seq`: all that lives, and what ended lately. */
export type Fleet = Collections & {
  readonly seq: number;
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
  const { seq } = event;
  if (event.type === "records.retired") {
    return { ...fleet, ...withoutRetired(fleet, event), seq };
  }
  if (event.type === "server.memory_cleared") {
    return { ...fleet, ...cleared(fleet, event), seq };
  }
  const before = subjectOf(fleet, event);
  const agents = applyToAgents(fleet.agents, event, unshared);
  const approvals = applyToApprovals(fleet.approvals, event, unshared);
  const tasks = applyToTasks(fleet.tasks, approvals, event, unshared);
  // What its task or its agent ignored counts for no session either.
  const ignored = before !== undefined &&
    before.record === subjectOf({ agents, tasks }, event)?.record;
  return {
    seq,
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
