import { useEffect, useRef, useState } from "preact/hooks";
import type { Agent } from "@/domain/agent.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { agentStatus } from "@/components/status.ts";
import { textOf, useSubmit } from "./forms.ts";
import { callApi } from "./live/api.ts";

const PATHS = ["description", "priority"];

type GiveTaskFormProps = {
  /** As it is now: the task is there when its event came. */
  readonly fleet: Fleet;
  /** Who may be chosen; with one agent there is no choice to make. */
  readonly agents: readonly Agent[];
  /** Called when the task is in the fleet. */
  readonly onGiven: () => void;
  readonly onCancel?: () => void;
};

/** Gives an agent a task; `Ctrl Enter` or `⌘ Enter` sends it. */
export default function GiveTaskForm(
  { fleet, agents, onGiven, onCancel }: GiveTaskFormProps,
) {
  const form = useSubmit();
  const element = useRef<HTMLFormElement>(null);
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
    const agentId = textOf(data, "agent") ?? agents[0]?.id;
    const task = await form.submit(() =>
      callApi<Task>("POST", `agents/${agentId}/tasks`, {
        description: textOf(data, "description") ?? "",
        priority: Number(data.get("priority")),
      })
    );
    setGivenId(task?.id);
  };
  const other = form.otherProblem(PATHS);

  return (
    <form class="form" ref={element} onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      {agents.length > 1 && (
        <Field id="task-agent" label="Agent">
          <select name="agent" id="task-agent">
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name} · {agentStatus(agent).word}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field
        id="task-text"
        label={agents.length === 1 ? `Task for ${agents[0]!.name}` : "Task"}
        error={form.errorOf("description")}
      >
        <textarea
          name="description"
          rows={2}
          required
          {...describe("task-text", { error: form.errorOf("description") })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              element.current?.requestSubmit();
            }
          }}
        />
      </Field>
      <div class="form-actions">
        <Field
          id="task-priority"
          label="Priority"
          error={form.errorOf("priority")}
        >
          <select
            name="priority"
            {...describe("task-priority", { error: form.errorOf("priority") })}
          >
            <option value="0">Normal</option>
            <option value="10">High</option>
            <option value="20">Urgent</option>
          </select>
        </Field>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? "Giving…" : "Give task"}
        </button>
      </div>
    </form>
  );
}
