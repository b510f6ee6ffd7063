import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { partsOf, progressOf } from "@/domain/task_tree.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** How far a task is, with its parts; in words, too. */
export function TreeProgress(
  { task, fleet }: { readonly task: Task; readonly fleet: Fleet },
) {
  const parts = partsOf(fleet.tasks, task.id);
  const count = (status: Task["state"]["status"]) =>
    parts.filter(({ state }) => state.status === status).length;
  const share = Math.round(progressOf(fleet.tasks, task) * 100);
  const unjudged = count("in_review");
  const words = [
    `${share} %`,
    parts.length > 0 && `${count("completed")} of ${parts.length} parts done`,
    unjudged > 0 && `${unjudged} to be judged`,
  ].filter(Boolean).join(", ");
  return (
    <span class="progress">
      <progress max={100} value={share} aria-label={TASK_TEXT.progress} />
      <span class="num">{words}</span>
    </span>
  );
}
