import { isEnded } from "@/domain/agent_status.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { currentAgents } from "@/components/fleet_order.ts";
import { plural } from "@/components/format.ts";
import type { Act } from "@/components/tasks/acts.ts";
import { ActControls } from "@/components/tasks/ActControls.tsx";
import { cancelEffect } from "@/components/tasks/cancel_effect.ts";
import { GiveTaskForm } from "../task/GiveTaskForm.tsx";
import { TASKS_TEXT } from "@/components/text/tasks_text.ts";

export type TasksDialog = "new" | "menu" | "cancel";

type TaskDialogsProps = {
  readonly open: TasksDialog | undefined;
  /** What the dialog is about. */
  readonly tasks: readonly Task[];
  readonly fleet: Fleet;
  /** Tasks that are not on the page. */
  readonly left: number;
  readonly onAct: (act: Act) => void;
  /** The person is sure. */
  readonly onCancelled: () => void;
  readonly onClose: () => void;
};

/** A new task, what can be done with some, and whether to cancel them. */
export function TaskDialogs(
  { open, tasks, fleet, left, onAct, onCancelled, onClose }: TaskDialogsProps,
) {
  const [first] = tasks;
  const isOne = tasks.length === 1 && first !== undefined;
  return (
    <>
      <Dialog
        id="task-acts"
        title={isOne ? first.title : plural(tasks.length, "task")}
        open={open === "menu"}
        onClose={onClose}
      >
        <ActControls id="menu" tasks={tasks} fleet={fleet} onAct={onAct} />
        <div class="form-actions">
          <button type="button" class="button" onClick={onClose}>
            {TASKS_TEXT.close}
          </button>
        </div>
      </Dialog>
      <Dialog
        id="task-cancel"
        title={TASKS_TEXT.cancel(
          isOne ? "the task" : plural(tasks.length, "task"),
        )}
        open={open === "cancel"}
        onClose={onClose}
      >
        <p>{cancelEffect(tasks, fleet, left)}</p>
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={onClose}>
            {TASKS_TEXT.keep}
          </button>
          <button type="button" class="button danger" onClick={onCancelled}>
            {TASKS_TEXT.cancel2} {isOne ? "task" : "tasks"}
          </button>
        </div>
      </Dialog>
      <Dialog
        id="give-task"
        title={TASKS_TEXT.newTask}
        open={open === "new"}
        onClose={onClose}
      >
        <GiveTaskForm
          fleet={fleet}
          agents={currentAgents(fleet).filter(({ state }) => !isEnded(state))}
          forAnybody
          onGiven={onClose}
          onCancel={onClose}
        />
      </Dialog>
    </>
  );
}
