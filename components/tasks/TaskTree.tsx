import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Money } from "../Money.tsx";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { TaskAge } from "../TaskAge.tsx";
import {
  MenuButton,
  type RowHandlers,
  type RowState,
  SelectBox,
} from "./RowControls.tsx";
import { rollUp } from "./tree.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type TaskTreeProps = {
  readonly roots: readonly Task[];
  readonly parts: ReadonlyMap<string, readonly Task[]>;
  /** Parts that do not fit the filter are left out. */
  readonly isShown: (task: Task) => boolean;
  readonly fleet: Fleet;
  readonly now: number;
  readonly rowOf: (id: string) => RowState;
  readonly on: RowHandlers;
};

/** Tasks with their parts below them; a task costs what its parts cost. */
export function TaskTree({ roots, ...rest }: TaskTreeProps) {
  return (
    <ul class="task-tree card">
      {roots.map((task) => <Branch key={task.id} task={task} {...rest} />)}
    </ul>
  );
}

function Branch(
  { task, ...rest }: Omit<TaskTreeProps, "roots"> & { readonly task: Task },
) {
  const { parts, isShown, fleet, now, rowOf, on } = rest;
  const all = parts.get(task.id) ?? [];
  const shown = all.filter(isShown);
  const row = rowOf(task.id);
  return (
    <li>
      <div
        class="tree-row"
        data-task={task.id}
        data-selected={row.selected}
        aria-busy={row.busy}
      >
        <SelectBox task={task} row={row} on={on} />
        <StatusChip status={taskStatus(task)} />
        <a href={`/tasks/${task.id}`} tabIndex={row.tabIndex}>{task.title}</a>
        <span class="tree-facts meta">
          {all.length > 0 && <span>{rollUp(all)}</span>}
          <AgentLink
            id={task.agent_id}
            fleet={fleet}
            nobody={isTaskEnded(task.state) ? "nobody" : "anybody"}
            tabIndex={row.tabIndex}
          />
          <TaskAge task={task} now={now} />
          <Money usd={task.tree_usage.cost_usd} />
        </span>
        <MenuButton task={task} row={row} on={on} />
      </div>
      {shown.length > 0 && (
        <details open>
          <summary>
            {TASKS_TEXT.parts}{" "}
            <span class="sr-only">{TASKS_TEXT.of2(task.title)}</span>
          </summary>
          <ul>
            {shown.map((part) => (
              <Branch key={part.id} task={part} {...rest} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
