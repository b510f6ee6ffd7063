import type { Task } from "./task.ts";
import { isTaskEnded } from "./task_status.ts";

type Tasks = Readonly<Record<string, Task>>;

/** Tasks nested deeper than this are no family, but a mistake. */
const MAX_DEPTH = 20;

/** The task's parent, the parent's parent, and so on, as far as they are known. */
export function ancestorsOf(tasks: Tasks, id: string): Task[] {
  const found: Task[] = [];
  let parentId = tasks[id]?.parent_id;
  while (parentId && found.length < MAX_DEPTH) {
    const parent = tasks[parentId];
    if (!parent) break;
    found.push(parent);
    parentId = parent.parent_id;
  }
  return found;
}

/** The parts of a task, oldest first. */
export function partsOf(tasks: Tasks, id: string): Task[] {
  return Object.values(tasks).filter((task) => task.parent_id === id)
    .sort((a, b) => a.id < b.id ? -1 : 1);
}

/**
 * How far a task is: by its parts, when it has any. From 0 to 1; 1 only when
 * completed.
 *
 * @param parts Finds the parts of a task, for who has them at hand.
 */
export function progressOf(
  tasks: Tasks,
  task: Task,
  parts: (id: string) => readonly Task[] = (id) => partsOf(tasks, id),
): number {
  if (isTaskEnded(task.state)) return task.progress;
  const own = parts(task.id);
  if (own.length === 0) return task.progress;
  const sum = own.reduce(
    (all, part) => all + progressOf(tasks, part, parts),
    0,
  );
  return Math.min(0.99, sum / own.length);
}

/** Whether an open task refers to an ended one: as its parent, or because it waits for it. */
export function isNeededTask(tasks: Tasks): (task: Task) => boolean {
  let needed: Set<string> | undefined;
  return (task) => {
    needed ??= neededBy(tasks);
    return needed.has(task.id) ||
      (task.parent_id !== null && needed.has(task.parent_id));
  };
}

/** Open tasks, and what they refer to. */
function neededBy(tasks: Tasks): Set<string> {
  const needed = new Set<string>();
  for (const task of Object.values(tasks)) {
    if (isTaskEnded(task.state)) continue;
    needed.add(task.id);
    if (task.parent_id) needed.add(task.parent_id);
    for (const id of task.depends_on) needed.add(id);
  }
  return needed;
}

/**
 * The way in a circle that new dependencies would make, from a task back to
 * itself; `undefined` when there is none. Pure.
 */
export function cycleFrom<K extends string>(
  start: K,
  dependenciesOf: (id: K) => readonly K[],
): K[] | undefined {
  const seen = new Set<K>();
  const path: K[] = [];
  const visit = (id: K): K[] | undefined => {
    if (path.length > 0 && id === start) return [...path, id];
    if (seen.has(id)) return undefined;
    seen.add(id);
    path.push(id);
    for (const next of dependenciesOf(id)) {
      const found = visit(next);
      if (found) return found;
    }
    path.pop();
    return undefined;
  };
  return visit(start);
}
