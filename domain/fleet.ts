import type { Agent } from "./agent.ts";
import { applyToAgent } from "./agent_reducer.ts";
import { isEnded } from "./agent_status.ts";
import type { FleetEvent } from "./event.ts";
import type { Session } from "./session.ts";
import { applyToSession } from "./session_reducer.ts";
import { isArchived } from "./session_status.ts";
import type { Task } from "./task.ts";
import { applyToTask } from "./task_reducer.ts";
import { isTaskEnded } from "./task_status.ts";

/** Ended tasks, ended agents and archived sessions that stay in memory; older ones are read from the store. */
export const KEPT_ENDED_TASKS = 200;
export const KEPT_ENDED_AGENTS = 50;
export const KEPT_ARCHIVED_SESSIONS = 50;

/** The fleet as of one `seq`: all that lives, and what ended lately. */
export type Fleet = {
  readonly seq: number;
  readonly agents: Readonly<Record<string, Agent>>;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly sessions: Readonly<Record<string, Session>>;
};

export const EMPTY_FLEET: Fleet = {
  seq: 0,
  agents: {},
  tasks: {},
  sessions: {},
};

/**
 * The one pure reducer: server, browser and replay all use it.
 * Events at or before `fleet.seq` are ignored, so applying twice is harmless.
 */
export function applyEvent(fleet: Fleet, event: FleetEvent): Fleet {
  if (event.seq <= fleet.seq) return fleet;
  if (event.type === "records.retired") return withoutRetired(fleet, event);
  const agents = applyToAgents(fleet.agents, event);
  const tasks = applyToTasks(fleet.tasks, event);
  // What its task or its agent ignored counts for no session either.
  const ignored = event.type.startsWith("task.")
    ? tasks === fleet.tasks
    : "agent_id" in event && agents === fleet.agents;
  return {
    seq: event.seq,
    agents,
    tasks,
    sessions: ignored ? fleet.sessions : applyToSessions(fleet.sessions, event),
  };
}

/** What lives stays, whatever an event says. */
function withoutRetired(
  fleet: Fleet,
  event: Extract<FleetEvent, { type: "records.retired" }>,
): Fleet {
  const { agents, tasks, sessions } = event.data;
  return {
    ...fleet,
    seq: event.seq,
    agents: without(fleet.agents, agents, ({ state }) => isEnded(state)),
    tasks: without(
      fleet.tasks,
      tasks.map(({ id }) => id),
      ({ state }) => isTaskEnded(state),
    ),
    sessions: without(fleet.sessions, sessions, isArchived),
  };
}

function without<R>(
  records: Readonly<Record<string, R>>,
  ids: readonly string[],
  isOver: (record: R) => boolean,
): Readonly<Record<string, R>> {
  const gone = ids.filter((id) => records[id] && isOver(records[id]));
  if (gone.length === 0) return records;
  const left = { ...records };
  for (const id of gone) delete left[id];
  return left;
}

function applyToAgents(agents: Fleet["agents"], event: FleetEvent) {
  if (!("agent_id" in event)) return agents;
  const before = agents[event.agent_id];
  const after = applyToAgent(before, event);
  if (after === before || !after) return agents;
  const next = { ...agents, [event.agent_id]: after };
  return isEnded(after.state)
    ? keepNewest(next, (agent) => isEnded(agent.state), KEPT_ENDED_AGENTS)
    : next;
}

function applyToTasks(tasks: Fleet["tasks"], event: FleetEvent) {
  if (!("task_id" in event) || !event.task_id) return tasks;
  const before = tasks[event.task_id];
  const after = applyToTask(before, event);
  if (after === before || !after) return tasks;
  const next = { ...tasks, [event.task_id]: after };
  return isTaskEnded(after.state)
    ? keepNewest(next, (task) => isTaskEnded(task.state), KEPT_ENDED_TASKS)
    : next;
}

function applyToSessions(sessions: Fleet["sessions"], event: FleetEvent) {
  if (!("session_id" in event) || !event.session_id) return sessions;
  const before = sessions[event.session_id];
  const after = applyToSession(before, event);
  if (after === before || !after) return sessions;
  const next = { ...sessions, [event.session_id]: after };
  return isArchived(after)
    ? keepNewest(next, isArchived, KEPT_ARCHIVED_SESSIONS)
    : next;
}

/** Drops the ended records that were touched longest ago. */
function keepNewest<R extends { readonly updated_seq: number }>(
  records: Readonly<Record<string, R>>,
  ended: (record: R) => boolean,
  kept: number,
): Readonly<Record<string, R>> {
  const old = Object.entries(records).filter(([, record]) => ended(record));
  if (old.length <= kept) return records;
  old.sort(([, a], [, b]) => b.updated_seq - a.updated_seq);
  const dropped = new Set(old.slice(kept).map(([id]) => id));
  return Object.fromEntries(
    Object.entries(records).filter(([id]) => !dropped.has(id)),
  );
}
