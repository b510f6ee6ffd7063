import type { Fleet } from "@/domain/fleet.ts";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** The way to another task, with how it stands. */
export function TaskLink(
  { id, fleet }: { readonly id: string; readonly fleet: Fleet },
) {
  const task = fleet.tasks[id];
  return (
    <span class="task-link">
      {task && <StatusChip status={taskStatus(task)} />}
      <a href={`/tasks/${id}`}>{task?.title ?? TASK_TEXT.anEarlierTask}</a>
    </span>
  );
}

/** Several of them, one below the other. */
export function TaskLinks(
  { ids, fleet }: { readonly ids: readonly string[]; readonly fleet: Fleet },
) {
  return (
    <ul class="task-links">
      {ids.map((id) => (
        <li key={id}>
          <TaskLink id={id} fleet={fleet} />
        </li>
      ))}
    </ul>
  );
}
