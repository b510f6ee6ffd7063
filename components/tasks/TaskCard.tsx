import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { TaskAge } from "../TaskAge.tsx";
import {
  MenuButton,
  type RowHandlers,
  type RowState,
  SelectBox,
} from "./RowControls.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type TaskCardProps = {
  readonly task: Task;
  readonly fleet: Fleet;
  readonly now: number;
  /** How its parts stand, in words; empty without parts. */
  readonly parts: string;
  readonly row: RowState;
  readonly on: RowHandlers & {
    readonly onDragStart: (id: string) => void;
    readonly onDragEnd: () => void;
  };
};

/** One task on the board. */
export function TaskCard(
  { task, fleet, now, parts, row, on }: TaskCardProps,
) {
  const agent = task.agent_id === null
    ? isTaskEnded(task.state) ? "nobody" : "anybody"
    : fleet.agents[task.agent_id]?.name ?? "an earlier agent";
  return (
    <li
      class="task-card"
      data-task={task.id}
      data-selected={row.selected}
      aria-busy={row.busy}
      draggable
      onDragStart={(event) => {
        event.dataTransfer?.setData("text/plain", task.title);
        on.onDragStart(task.id);
      }}
      onDragEnd={on.onDragEnd}
    >
      <p class="task-card-head">
        <SelectBox task={task} row={row} on={on} />
        <MenuButton task={task} row={row} on={on} />
      </p>
      <a
        class="task-card-title"
        href={`/tasks/${task.id}`}
        tabIndex={row.tabIndex}
        draggable={false}
      >
        {task.title}
      </a>
      <StatusChip status={taskStatus(task)} />
      <p class="task-card-foot meta">
        <span>{agent}</span>
        <TaskAge task={task} now={now} />
        {task.priority !== 0 && (
          <span class="num" title={TASKS_TEXT.priority}>P{task.priority}</span>
        )}
        {task.parent_id !== null && <span>{TASKS_TEXT.part}</span>}
        {parts && <span>{parts}</span>}
      </p>
    </li>
  );
}
