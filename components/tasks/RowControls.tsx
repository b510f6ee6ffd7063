import type { Task } from "@/domain/task.ts";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

/** What a row or a card of one task can be told. */
export type RowHandlers = {
  readonly onSelect: (id: string, on: boolean) => void;
  readonly onMenu: (id: string) => void;
};

export type RowState = {
  readonly selected: boolean;
  /** Something was asked of it, and has not happened yet. */
  readonly busy: boolean;
  /** One row of all can be reached by the Tab key; arrows go on from it. */
  readonly tabIndex: 0 | -1;
};

/** The box that selects a task. */
export function SelectBox(
  { task, row, on }: {
    readonly task: Task;
    readonly row: RowState;
    readonly on: RowHandlers;
  },
) {
  return (
    <input
      type="checkbox"
      class="task-select"
      aria-label={TASKS_TEXT.select2(task.title)}
      tabIndex={row.tabIndex}
      checked={row.selected}
      onChange={(event) => on.onSelect(task.id, event.currentTarget.checked)}
    />
  );
}

/** Opens what can be done with a task. */
export function MenuButton(
  { task, row, on }: {
    readonly task: Task;
    readonly row: RowState;
    readonly on: RowHandlers;
  },
) {
  return (
    <button
      type="button"
      class="icon-button task-menu"
      aria-label={TASKS_TEXT.actionsFor(task.title)}
      tabIndex={row.tabIndex}
      disabled={row.busy}
      onClick={() => on.onMenu(task.id)}
    >
      ⋯
    </button>
  );
}
