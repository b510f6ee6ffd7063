import type { Fleet } from "./fleet.ts";
import type { Task } from "./task.ts";
import { waitingTasks } from "./waiting_tasks.ts";
import { leanFleet } from "./lean_fleet.ts";

/** Waiting tasks that travel with a page at first, and with each wish for more. */
export const CARRIED_WAITING = 300;

/** Waiting tasks that travel with a page that is about something else. */
const CARRIED_ASIDE = 20;

/** Waiting tasks that are not on a page, because there are too many. */
export type LeftTasks = {
  readonly waiting: number;
  /** Those of them that fit what the page was asked for. */
  readonly fitting: number;
  /** Those of them that anybody may take. */
  readonly forAnybody: number;
};

export type CarriedFleet = {
  readonly fleet: Fleet;
  readonly left: LeftTasks;
};

/**
 * The fleet as it travels with a page: lean, and of the tasks that wait the
 * next ones alone, those that fit before others. Of all other tasks the fleet
 * has as many as there are agents, or the newest ended ones. Pure.
 *
 * @param carried How many waiting tasks travel at most.
 */
export function carriedFleet(
  fleet: Fleet,
  fits: (task: Task) => boolean = () => true,
  carried = CARRIED_WAITING,
): CarriedFleet {
  const waiting = waitingTasks(fleet.tasks);
  // Budgets that are nearly used up are told on every page.
  const isWanted = (task: Task) =>
    fits(task) || (task.budget_marks?.warned_at ?? null) !== null;
  const [wanted, others] = [
    waiting.filter(isWanted),
    waiting.filter((task) => !isWanted(task)),
  ];
  const left = [...wanted, ...others].slice(carried);
  const tasks = { ...fleet.tasks };
  for (const { id } of left) delete tasks[id];
  // A list shows parts below what they are parts of.
  for (const { parent_id } of Object.values(tasks)) {
    const parent = parent_id === null ? undefined : fleet.tasks[parent_id];
    if (parent) tasks[parent.id] = parent;
  }
  const gone = left.filter(({ id }) => !(id in tasks));
  return {
    fleet: leanFleet({ ...fleet, tasks }),
    left: {
      waiting: gone.length,
      fitting: gone.filter(fits).length,
      forAnybody: gone.filter(({ pinned }) => !pinned).length,
    },
  };
}

/**
 * The fleet as it travels with a page that shows no tasks but those that it
 * names. Pure.
 *
 * @param named Ids of tasks; those that wait travel, too.
 */
export function fleetAside(
  fleet: Fleet,
  named: Iterable<string | null> = [],
): CarriedFleet {
  const ids = new Set<string | null>(named);
  return carriedFleet(
    fleet,
    ({ id }) => ids.has(id),
    Math.max(CARRIED_ASIDE, ids.size),
  );
}
