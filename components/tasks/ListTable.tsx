import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Money } from "../Money.tsx";
import { StatusChip } from "../StatusChip.tsx";
import { taskStatus } from "../task_look.ts";
import { TaskAge } from "../TaskAge.tsx";
import type { Sort } from "./layout.ts";
import {
  MenuButton,
  type RowHandlers,
  type RowState,
  SelectBox,
} from "./RowControls.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

type ListTableProps = {
  readonly tasks: readonly Task[];
  readonly fleet: Fleet;
  readonly now: number;
  readonly sort: Sort;
  readonly partsOf: (id: string) => string;
  readonly rowOf: (id: string) => RowState;
  readonly on: RowHandlers & { readonly onSort: (sort: Sort) => void };
};

/** Tasks, one row each, that can be sorted and selected. */
export function ListTable(
  { tasks, fleet, now, sort, partsOf, rowOf, on }: ListTableProps,
) {
  const head = { sort, onSort: on.onSort };
  return (
    <div class="table-box">
      <table class="table tasks task-list" role="table">
        <caption class="sr-only">{TASKS_TEXT.tasksThatFitTheFilter}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" class="col-select">
              <span class="sr-only">{TASKS_TEXT.select}</span>
            </th>
            <SortHead {...head} by="state" name="State" />
            <th role="columnheader" scope="col">{TASKS_TEXT.task}</th>
            <th role="columnheader" scope="col">{TASKS_TEXT.agent}</th>
            <SortHead {...head} by="priority" name="Priority" right />
            <SortHead
              {...head}
              by={sort === "new" ? "old" : "new"}
              name="Age"
              right
            />
            <SortHead {...head} by="cost" name="Cost" right />
            <th role="columnheader" scope="col" class="col-menu">
              <span class="sr-only">{TASKS_TEXT.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {tasks.map((task) => (
            <ListRow
              key={task.id}
              task={task}
              fleet={fleet}
              now={now}
              parts={partsOf(task.id)}
              row={rowOf(task.id)}
              on={on}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ListRow(
  { task, fleet, now, parts, row, on }: {
    readonly task: Task;
    readonly fleet: Fleet;
    readonly now: number;
    readonly parts: string;
    readonly row: RowState;
    readonly on: RowHandlers;
  },
) {
  return (
    <tr
      role="row"
      data-task={task.id}
      data-selected={row.selected}
      aria-busy={row.busy}
    >
      <td role="cell" class="col-select">
        <SelectBox task={task} row={row} on={on} />
      </td>
      <td role="cell" class="cell-state">
        <StatusChip status={taskStatus(task)} />
      </td>
      <th role="rowheader" scope="row" class="cell-name">
        <span class="cell-line">
          <a href={`/tasks/${task.id}`} tabIndex={row.tabIndex}>
            {task.title}
          </a>
          {task.parent_id !== null && <span class="tag">{TASKS_TEXT.part}
          </span>}
          {parts && <span class="meta">{parts}</span>}
        </span>
      </th>
      <td role="cell" class="cell-task">
        <AgentLink
          id={task.agent_id}
          fleet={fleet}
          nobody={isTaskEnded(task.state) ? "nobody" : "anybody"}
          tabIndex={row.tabIndex}
        />
      </td>
      <td role="cell" class="right num cell-priority">{task.priority}</td>
      <td role="cell" class="cell-age right col-age">
        <TaskAge task={task} now={now} />
      </td>
      <td role="cell" class="cell-cost right">
        <Money usd={task.tree_usage.cost_usd} />
      </td>
      <td role="cell" class="col-menu">
        <MenuButton task={task} row={row} on={on} />
      </td>
    </tr>
  );
}

function SortHead(
  { sort, by, name, right, onSort }: {
    readonly sort: Sort;
    readonly by: Sort;
    readonly name: string;
    readonly right?: boolean;
    readonly onSort: (sort: Sort) => void;
  },
) {
  const isAge = by === "new" || by === "old";
  const isSorted = isAge ? sort === "new" || sort === "old" : sort === by;
  // The newest first is the least age first.
  const way = sort === "new" || sort === "state" ? "ascending" : "descending";
  return (
    <th
      role="columnheader"
      scope="col"
      class={right ? `right col-${name.toLowerCase()}` : "col-state"}
      aria-sort={isSorted ? way : "none"}
    >
      <button type="button" class="sort-button" onClick={() => onSort(by)}>
        {name}
        <span aria-hidden="true">
          {isSorted ? way === "ascending" ? " ↑" : " ↓" : ""}
        </span>
      </button>
    </th>
  );
}
