import { useEffect, useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { Dialog } from "@/components/Dialog.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { cancelEffect } from "@/components/tasks/cancel_effect.ts";
import { callApi, type Problem } from "../live/api.ts";
import { ChangeTaskForm } from "./ChangeTaskForm.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type TaskActionsProps = {
  readonly task: Task;
  /** As it is now: who could have it, and what its parts do. */
  readonly fleet: Fleet;
  /** Tasks that belong to it and are not in the fleet here. */
  readonly left: number;
};

type Act = "cancel" | "retry";

/** Cancels a task, has it tried again, or gives it to somebody else. */
export function TaskActions({ task, fleet, left }: TaskActionsProps) {
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
          {pending === "retry" ? TASK_TEXT.tryingAgain : TASK_TEXT.tryAgain}
        </button>
      )}
      {isWaitingTask(task.state) && (
        <button
          type="button"
          class="button"
          onClick={() => setDialog("change")}
        >
          {TASK_TEXT.reassign}
        </button>
      )}
      {!isTaskEnded(task.state) && (
        <button
          type="button"
          class="button danger"
          disabled={pending !== undefined}
          onClick={() => setDialog("cancel")}
        >
          {pending === "cancel" ? TASK_TEXT.cancelling : TASK_TEXT.cancelTask}
        </button>
      )}
      {problem && (
        <ErrorBox title={problem.message} requestId={problem.requestId} />
      )}
      <Dialog
        id="cancel-task"
        title={TASK_TEXT.cancelTheTask}
        open={dialog === "cancel"}
        onClose={close}
      >
        <p>{cancelEffect([task], fleet, left)}</p>
        <div class="form-actions">
          <button type="button" class="button" autofocus onClick={close}>
            {TASK_TEXT.keepIt}
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => act("cancel")}
          >
            {TASK_TEXT.cancelTask}
          </button>
        </div>
      </Dialog>
      <Dialog
        id="change-task"
        title={TASK_TEXT.whoShallDoItAnd}
        open={dialog === "change"}
        onClose={close}
      >
        <ChangeTaskForm task={task} fleet={fleet} onClose={close} />
      </Dialog>
    </div>
  );
}
