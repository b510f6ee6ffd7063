import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { partsOf, progressOf } from "@/domain/task_tree.ts";

/** How far a task is, with its parts; in words, too. */
export function TreeProgress(
  { task, fleet }: { readonly task: Task; readonly fleet: Fleet },
) {
  const parts = partsOf(fleet.tasks, task.id);
  const done = parts.filter(({ state }) => state.status === "completed").length;
  const share = Math.round(progressOf(fleet.tasks, task) * 100);
  const words = parts.length > 0
    ? `${share} %, ${done} of ${parts.length} parts done`
    : `${share} %`;
  return (
    <span class="progress">
      <progress max={100} value={share} aria-label="Progress" />
      <span class="num">{words}</span>
    </span>
  );
}
