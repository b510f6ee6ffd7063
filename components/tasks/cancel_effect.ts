import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent, isTaskEnded } from "@/domain/task_status.ts";
import { plural } from "../format.ts";

/**
 * What cancelling these tasks does, in numbers. Pure.
 *
 * @param left Tasks that are not in the fleet here and may belong to these.
 */
export function cancelEffect(
  tasks: readonly Task[],
  fleet: Fleet,
  left = 0,
): string {
  const ids = new Set(tasks.map(({ id }) => id));
  const all = Object.values(fleet.tasks);
  const open = all.filter((task) =>
    task.parent_id !== null && ids.has(task.parent_id) &&
    !isTaskEnded(task.state) && !ids.has(task.id)
  );
  const turns =
    [...tasks, ...open].filter(({ state }) => hasAgent(state)).length;
  const waiting =
    all.filter((task) =>
      !isTaskEnded(task.state) && !ids.has(task.id) &&
      task.depends_on.some((id) => ids.has(id))
    ).length;
  return [
    turns > 0 && `${plural(turns, "running turn")} ${are(turns)} interrupted.`,
    open.length > 0 &&
    `${plural(open.length, "part")} ${are(open.length)} cancelled with it.`,
    waiting > 0 &&
    `${plural(waiting, "task")} ${
      waiting === 1 ? "waits" : "wait"
    } for it and cannot begin.`,
    left > 0 &&
    `${plural(left, "more task")} may be parts of it or wait for it.`,
    "What was done so far stays, and it can be tried again.",
  ].filter((part) => part !== false).join(" ");
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
