import { useEffect, useRef, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { agentOf, readTask } from "../new_task/read_task.ts";
import TaskMore from "../new_task/TaskMore.tsx";
import { HandoffField, WhoField } from "../new_task/who.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

const PATHS = ["description", "priority"];

type GiveTaskFormProps = {
  /** As it is now: the task is there when its event came. */
  readonly fleet: Fleet;
  /** Who may be chosen. */
  readonly agents: readonly Agent[];
  /** Whether the task may be for anybody; otherwise one agent is no choice. */
  readonly forAnybody?: boolean;
  /** Called when the task is in the fleet. */
  readonly onGiven: () => void;
  readonly onCancel?: () => void;
};

/** Creates a task for an agent or for anybody; `Ctrl Enter` or `⌘ Enter` sends it. */
export function GiveTaskForm(
  { fleet, agents, forAnybody = false, onGiven, onCancel }: GiveTaskFormProps,
) {
  const form = useSubmit();
  const element = useRef<HTMLFormElement>(null);
  const [who, setWho] = useState(forAnybody ? "worker" : agents[0]?.id ?? "");
  const [givenId, setGivenId] = useState<string>();
  const isHere = givenId !== undefined && givenId in fleet.tasks;
  useEffect(() => {
    if (!isHere) return;
    element.current?.reset();
    setGivenId(undefined);
    form.done();
    onGiven();
  }, [isHere]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const task = await form.submit(() =>
      callApi<Task>("POST", "tasks", readTask(data, who))
    );
    setGivenId(task?.id);
  };
  const other = form.otherProblem(PATHS);
  const isChoice = forAnybody || agents.length > 1;

  return (
    <form class="form" ref={element} onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      {isChoice && (
        <WhoField
          agents={agents}
          forAnybody={forAnybody}
          who={who}
          onChange={setWho}
        />
      )}
      <Field
        id="task-text"
        label={isChoice
          ? TASK_TEXT.task
          : TASK_TEXT.taskFor(agents[0]?.name ?? "")}
        error={form.errorOf("description")}
      >
        <textarea
          name="description"
          rows={isChoice ? 4 : 2}
          required
          {...describe("task-text", { error: form.errorOf("description") })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              element.current?.requestSubmit();
            }
          }}
        />
      </Field>
      <HandoffField
        agent={agents.find(({ id }) => id === agentOf(who))}
        fleet={fleet}
      />
      <TaskMore fleet={fleet} isForAnybody={agentOf(who) === undefined} />
      <div class="form-actions">
        <Field
          id="task-priority"
          label={TASK_TEXT.priority}
          error={form.errorOf("priority")}
        >
          <select
            name="priority"
            {...describe("task-priority", { error: form.errorOf("priority") })}
          >
            <option value="0">{TASK_TEXT.normal}</option>
            <option value="10">{TASK_TEXT.high}</option>
            <option value="20">{TASK_TEXT.urgent}</option>
          </select>
        </Field>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {TASK_TEXT.cancel}
          </button>
        )}
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? TASK_TEXT.giving : TASK_TEXT.giveTask}
        </button>
      </div>
    </form>
  );
}
