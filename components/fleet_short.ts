import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { tasksToSee } from "./fleet_order.ts";

/** Open tasks that the first page lists; all are on the page of tasks. */
const SHOWN_OPEN = 20;
const SHOWN_ENDED = 10;

/** The open tasks, those that wait for a person first, then what ended last. Pure. */
export function shortTasks(fleet: Fleet): readonly Task[] {
  const tasks = tasksToSee(fleet);
  const ended = tasks.filter(({ state }) => isTaskEnded(state))
    .sort((a, b) => b.state.since.localeCompare(a.state.since));
  return [
    ...tasks.filter(({ state }) => !isTaskEnded(state)).slice(0, SHOWN_OPEN),
    ...ended.slice(0, SHOWN_ENDED),
  ];
}

/** Tasks that were given up, and that no manager looks after, the latest first. Pure. */
export function deadLetters(fleet: Fleet): readonly Task[] {
  return Object.values(fleet.tasks).filter(({ state, parent_id }) =>
    state.status === "failed" && state.failure.kind !== "dependency_failed" &&
    !isLookedAfter(fleet, parent_id)
  ).sort((a, b) => b.state.since.localeCompare(a.state.since));
}

/** Agents that will not come back by themselves, the latest first. Pure. */
export function failedAgents(fleet: Fleet): readonly Agent[] {
  return Object.values(fleet.agents)
    .filter(({ state }) => state.status === "failed")
    .sort((a, b) => b.state.since.localeCompare(a.state.since));
}

function isLookedAfter(fleet: Fleet, parentId: string | null): boolean {
  const parent = parentId === null ? undefined : fleet.tasks[parentId];
  return parent !== undefined && !isTaskEnded(parent.state);
}
