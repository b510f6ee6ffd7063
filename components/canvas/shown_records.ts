import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { ancestorsOf } from "@/domain/task_tree.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";

/** Tasks that are over and alone stay in sight until so many newer ones ended. */
export const SHOWN_ENDED = 20;

/** Tasks that nobody works on yet are in sight up to so many. */
export const SHOWN_WAITING = 150;

type ShownRecords = {
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
  /** Ended tasks that are left out. */
  readonly leftOut: number;
  /** Waiting tasks that are left out. */
  readonly leftWaiting: number;
};

/**
 * What a picture of the fleet shows, oldest first: agents that were not
 * stopped, open tasks with their whole families and what they wait for, the
 * tasks that ended last, and whoever had one of these tasks. Of the tasks that
 * nobody works on it shows the next ones, those before others whose family
 * somebody works on. Pure.
 */
export function shownRecords(fleet: Fleet): ShownRecords {
  const left = leftWaiting(fleet);
  const all = Object.values(fleet.tasks).filter(({ id }) => !left.has(id));
  const open = all.filter(({ state }) => !isTaskEnded(state));
  const families = new Set(open.map((task) => rootOf(fleet, task)));
  const needed = new Set<string>(open.flatMap(({ depends_on }) => depends_on));
  const latest = new Set(
    all.filter(({ state }) => isTaskEnded(state))
      .sort((a, b) => b.updated_seq - a.updated_seq || compareIds(b, a))
      .slice(0, SHOWN_ENDED).map((task) => rootOf(fleet, task)),
  );
  const tasks = all.filter((task) => {
    const root = rootOf(fleet, task);
    return families.has(root) || latest.has(root) || needed.has(task.id);
  }).sort(compareIds);
  const owners = new Set<string | null>(tasks.map(({ agent_id }) => agent_id));
  const agents = Object.values(fleet.agents).filter(({ id, state }) =>
    state.status !== "terminated" || owners.has(id)
  ).sort(compareIds);
  return {
    agents,
    tasks,
    leftOut: all.length - tasks.length,
    leftWaiting: left.size,
  };
}

function leftWaiting(fleet: Fleet): ReadonlySet<string> {
  const waiting = waitingTasks(fleet.tasks);
  if (waiting.length <= SHOWN_WAITING) return new Set();
  const moving = new Set(
    Object.values(fleet.tasks)
      .filter(({ state }) => !isWaitingTask(state) && !isTaskEnded(state))
      .map((task) => rootOf(fleet, task)),
  );
  const isMoving = (task: Task) => moving.has(rootOf(fleet, task));
  const ranked = [
    ...waiting.filter(isMoving),
    ...waiting.filter((task) => !isMoving(task)),
  ];
  const left = new Set<string>(ranked.slice(SHOWN_WAITING).map(({ id }) => id));
  // A part is drawn below what it is a part of.
  for (const task of Object.values(fleet.tasks)) {
    if (left.has(task.id)) continue;
    for (const { id } of ancestorsOf(fleet.tasks, task.id)) left.delete(id);
  }
  return left;
}

function rootOf({ tasks }: Fleet, task: Task): string {
  return ancestorsOf(tasks, task.id).at(-1)?.id ?? task.id;
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }) {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
