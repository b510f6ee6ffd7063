import type { Task } from "@/domain/task.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { LOOKS } from "../status.ts";
import { taskStatus } from "../task_look.ts";
import { columnOf, COLUMNS } from "./columns.ts";

/** Which tasks are shown where, in which order. */
export type Layout = readonly {
  readonly key: string;
  readonly ids: readonly string[];
}[];

export const SORTS = ["new", "old", "state", "priority", "cost"] as const;
export type Sort = typeof SORTS[number];

/**
 * The board: what waits in the order in which it is given out, what is under
 * way the oldest first, what has ended the latest first. Pure.
 */
export function boardLayout(tasks: readonly Task[]): Layout {
  const inColumn = new Map(COLUMNS.map(({ key }) => [key, [] as Task[]]));
  for (const task of tasks) inColumn.get(columnOf(task).key)?.push(task);
  return COLUMNS.map(({ key }) => {
    const own = inColumn.get(key) ?? [];
    const isOver = key === "done" || key === "failed" || key === "cancelled";
    const sorted = key === "waiting"
      ? waitingTasks(Object.fromEntries(own.map((task) => [task.id, task])))
      : own.sort(isOver ? byEnd : byId);
    return { key, ids: sorted.map(({ id }) => id) };
  });
}

/** One list, sorted; equals have the newest first. Pure. */
export function listLayout(tasks: readonly Task[], sort: Sort): Layout {
  const order = ORDERS[sort];
  const ranked = tasks.map((task) => ({ task, rank: order(task) }));
  ranked.sort((a, b) =>
    a.rank - b.rank || (sort === "old" ? 1 : -1) * byId(a.task, b.task)
  );
  return [{ key: "list", ids: ranked.map(({ task }) => task.id) }];
}

/** Tasks under no other that is shown, the newest first. Pure. */
export function treeLayout(tasks: readonly Task[]): Layout {
  const shown = new Set(tasks.map(({ id }) => id));
  const roots = tasks.filter(({ parent_id }) =>
    parent_id === null || !shown.has(parent_id)
  );
  return [{
    key: "tree",
    ids: roots.sort((a, b) => byId(b, a)).map(({ id }) => id),
  }];
}

const ORDERS: Readonly<Record<Sort, (task: Task) => number>> = {
  new: () => 0,
  old: () => 0,
  state: (task) => LOOKS.indexOf(taskStatus(task).look),
  priority: ({ priority }) => -priority,
  cost: ({ tree_usage }) => -tree_usage.cost_usd,
};

function byId(a: Task, b: Task): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byEnd(a: Task, b: Task): number {
  return b.state.since.localeCompare(a.state.since) || byId(b, a);
}
