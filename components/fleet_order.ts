import type { Agent } from "@/domain/agent.ts";
import { isPendingApproval } from "@/domain/approval_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { asksForAccount, budgetAsks } from "./person_asks.ts";
import { remembered } from "./remembered.ts";
import { incidentsForPerson } from "./incident/incident_order.ts";
import { agentStatus, LOOKS } from "./status.ts";

/**
 * Agents that matter now, most urgent first. Equals keep the order in which
 * they were created, so that rows move only when a state changes. Failed ones
 * stay: only an agent that was stopped leaves the list.
 */
export function currentAgents(fleet: Fleet): readonly Agent[] {
  return byUrgency(fleet.agents);
}

const byUrgency = remembered((agents: Fleet["agents"]): readonly Agent[] =>
  Object.values(agents)
    .filter((agent) => agent.state.status !== "terminated")
    .map((agent) => ({ agent, rank: urgency(agent) }))
    .sort((a, b) => a.rank - b.rank || compareIds(a.agent, b.agent))
    .map(({ agent }) => agent)
);

/** Agents that were stopped, the latest first. */
export function stoppedAgents(fleet: Fleet): readonly Agent[] {
  return Object.values(fleet.agents)
    .filter((agent) => agent.state.status === "terminated")
    .sort((a, b) => b.updated_seq - a.updated_seq);
}

/** Agents that wait for a person: they ask something, or they failed. */
export function agentsNeedingAttention(fleet: Fleet): readonly Agent[] {
  return currentAgents(fleet).filter((agent) => {
    const { look } = agentStatus(agent);
    return look === "needs_you" || look === "failed";
  });
}

/**
 * How much waits for a person: every request that is open, every agent that
 * failed, agents that ask something of which nothing else is known, every budget
 * that is used up, the account when nobody is signed in, and what else went
 * wrong that only a person can set right.
 */
export function attentionCount(fleet: Fleet): number {
  const pending = Object.values(fleet.approvals).filter(isPendingApproval);
  const asking = new Set<string>(pending.map(({ agent_id }) => agent_id));
  const others = agentsNeedingAttention(fleet).filter(({ id, state }) =>
    state.status !== "busy" || !asking.has(id)
  );
  return pending.length + others.length + incidentsForPerson(fleet).length +
    budgetAsks(fleet).length + (asksForAccount(fleet) ? 1 : 0);
}

/** Tasks that wait for a person first, then the newest. */
export function tasksToSee(fleet: Fleet): readonly Task[] {
  const tasks = recentTasks(fleet);
  const asks = ({ state }: Task) => state.status === "awaiting_approval";
  return [...tasks.filter(asks), ...tasks.filter((task) => !asks(task))];
}

/** The newest tasks first; ids sort by the time they were made. */
export function recentTasks(fleet: Fleet): readonly Task[] {
  return newestFirst(fleet.tasks);
}

const newestFirst = remembered((tasks: Fleet["tasks"]): readonly Task[] =>
  Object.values(tasks).sort((a, b) => compareIds(b, a))
);

/** Tasks that the agent has not ended, in the order in which they will run. */
export function openTasksOf(fleet: Fleet, agentId: string): readonly Task[] {
  return Object.values(fleet.tasks)
    .filter((task) => task.agent_id === agentId && !isTaskEnded(task.state))
    .sort((a, b) => b.priority - a.priority || compareIds(a, b));
}

function urgency(agent: Agent): number {
  return LOOKS.indexOf(agentStatus(agent).look);
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }) {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
