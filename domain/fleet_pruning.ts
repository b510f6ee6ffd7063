import { isEnded } from "./agent_status.ts";
import { isApprovalSettled } from "./approval_status.ts";
import type { FleetEvent } from "./event.ts";
import type { Collections } from "./fleet_collections.ts";
import { isHandoffEnded } from "./handoff_status.ts";
import { isIncidentSettled } from "./incident_status.ts";
import { isMessageOver } from "./message_status.ts";
import { keepNewest } from "./newest_ended.ts";
import { idsWith, without } from "./records.ts";
import { isArchived } from "./session_status.ts";
import { isNeededTask } from "./task_tree.ts";
import { isTaskEnded } from "./task_status.ts";

/** Of what is over, the newest alone. */
export function cleared(
  fleet: Collections,
  { data: { kept } }: Extract<FleetEvent, { type: "server.memory_cleared" }>,
): Partial<Collections> {
  return {
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
export function withoutRetired(
  fleet: Collections,
  { data }: Extract<FleetEvent, { type: "records.retired" }>,
): Partial<Collections> {
  const { agents, sessions } = data;
  const tasks = data.tasks.map(({ id }) => id);
  const gone = new Set<string | null>([...agents, ...tasks]);
  return {
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
