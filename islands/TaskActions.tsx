import { useEffect, useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { hasAgent, isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { partsOf } from "@/domain/task_tree.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { plural } from "@/components/format.ts";
import { callApi, type Problem } from "./live/api.ts";
import ChangeTaskForm from "./ChangeTaskForm.tsx";

type TaskActionsProps = {
  readonly task: Task;
  /** As it is now: who could have it, and what its parts do. */
  readonly fleet: Fleet;
};

type Act = "cancel" | "retry";

/** Cancels a task, has it tried again, or gives it to somebody else. */
export default function TaskActions({ task, fleet }: TaskActionsProps) {
  const [dialog, setDialog] = useState<"cancel" | "change">();
  const [pending, setPending] = useState<Act>();
  const [problem, setProblem] = useState<Problem>();
  const { status, since } = task.state;
  // What was asked for has happened, or is moot.
  useEffect(() => setPending(undefined), [status, since]);
  const close = () => setDialog(undefined);

  const act = async (what: Act) => {
    close();
    setPending(what);
    setProblem(undefined);
    const answer = await callApi("POST", `tasks/${task.id}/${what}`);
    if (answer.ok) return;
    setPending(undefined);
    setProblem(answer.problem);
  };

  const canRetry = status === "failed" || status === "cancelled";
  return (
    <div class="actions">
      {canRetry && (
        <button
          type="button"
          class="button primary"
          disabled={pending !== undefined}
          onClick={() => act("retry")}
        >
          {pending === "retry" ? "Trying again…" : "Try again"}
        </button>
      )}
      {isWaitingTask(task.state) && (
        <button
          type="button"
          class="button"
          onClick={() => setDialog("change")}
        >
          Reassign
        </button>
      )}
      {!isTaskEnded(task.state) && (
        <button
          type="button"
          class="button danger"
          disabled={pending !== undefined}
          onClick={() => setDialog("cancel")}
        >
          {pending === "cancel" ? "Cancelling…" : "Cancel task"}
        </button>
      )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id="cancel-task"
        title="Cancel the task?"
        open={dialog === "cancel"}
        onClose={close}
      >
        <p>{effect(task, fleet)}</p>
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            Keep it
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => act("cancel")}
          >
            Cancel task
          </button>
        </div>
      </Dialog>
      <Dialog
        id="change-task"
        title="Who shall do it, and how soon?"
        open={dialog === "change"}
        onClose={close}
      >
        <ChangeTaskForm task={task} fleet={fleet} onClose={close} />
      </Dialog>
    </div>
  );
}

function effect(task: Task, fleet: Fleet): string {
  const open = partsOf(fleet.tasks, task.id)
    .filter(({ state }) => !isTaskEnded(state));
  const turns = [task, ...open].filter(({ state }) => hasAgent(state)).length;
  const waiting =
    Object.values(fleet.tasks).filter((other) =>
      other.depends_on.includes(task.id) && !isTaskEnded(other.state)
    ).length;
  return [
    turns > 0 && `${plural(turns, "running turn")} ${are(turns)} interrupted.`,
    open.length > 0 &&
    `${plural(open.length, "part")} ${are(open.length)} cancelled with it.`,
    waiting > 0 &&
    `${plural(waiting, "task")} ${
      waiting === 1 ? "waits" : "wait"
    } for it and cannot begin.`,
    "What was done so far stays, and it can be tried again.",
  ].filter((part) => part !== false).join(" ");
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}
