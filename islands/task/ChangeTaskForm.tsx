import { useEffect } from "preact/hooks";
import { isEnded } from "@/domain/agent_status.ts";
import { isCapable } from "@/domain/is_capable.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { describe, Field } from "@/components/Field.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { currentAgents } from "@/components/fleet_order.ts";
import { agentStatus } from "@/components/status.ts";
import { textOf, useSubmit } from "../forms.ts";
import { callApi } from "../live/api.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type ChangeTaskFormProps = {
  readonly task: Task;
  readonly fleet: Fleet;
  readonly onClose: () => void;
};

/** Gives a waiting task to another agent or to anybody, sooner or later than it was. */
export function ChangeTaskForm(
  { task, fleet, onClose }: ChangeTaskFormProps,
) {
  const form = useSubmit();
  const now = task.pinned ? task.agent_id ?? "" : "";
  const status = task.state.status;
  // An agent took it meanwhile: there is nothing to choose any more.
  useEffect(() => {
    if (status !== "pending" && status !== "blocked") onClose();
  }, [status]);
  const able = currentAgents(fleet).filter((agent) =>
    !isEnded(agent.state) &&
    (task.mode !== "handoff" || agent.role === "manager") &&
    isCapable(agent.config.capabilities ?? [], task.requires)
  );

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const agent_id = textOf(data, "agent") ?? null;
    const priority = Number(data.get("priority"));
    const changed = await form.submit(async () => {
      const ranked = priority === task.priority
        ? { ok: true, value: task } as const
        : await callApi<Task>("PATCH", `tasks/${task.id}`, { priority });
      if (!ranked.ok || (agent_id ?? "") === now) return ranked;
      return await callApi<Task>("POST", `tasks/${task.id}/reassign`, {
        agent_id,
      });
    });
    if (changed) onClose();
  };

  const error = form.errorOf("agent_id");
  const other = form.otherProblem(["agent_id", "priority"]);
  return (
    <form class="form" onSubmit={onSubmit}>
      {other && <ErrorBox title={other.message} requestId={other.requestId} />}
      <Field
        id="reassign-agent"
        label={TASK_TEXT.agent}
        hint={task.requires.length > 0
          ? TASK_TEXT.thoseThatCan(task.requires.join(", "))
          : undefined}
        error={error}
      >
        <select
          name="agent"
          {...describe("reassign-agent", {
            hint: task.requires.length > 0,
            error,
          })}
        >
          <option value="" selected={now === ""}>
            {TASK_TEXT.anybodyWhoCan}
          </option>
          {able.map((agent) => (
            <option
              key={agent.id}
              value={agent.id}
              selected={agent.id === now}
            >
              {agent.name} · {agentStatus(agent).word}
            </option>
          ))}
        </select>
      </Field>
      <Field
        id="change-priority"
        label={TASK_TEXT.priority}
        hint={TASK_TEXT.theHighestGoesFirst0}
        error={form.errorOf("priority")}
      >
        <input
          name="priority"
          type="number"
          min={-100}
          max={100}
          required
          defaultValue={task.priority}
          {...describe("change-priority", {
            hint: true,
            error: form.errorOf("priority"),
          })}
        />
      </Field>
      <div class="form-actions">
        <button type="button" class="button" onClick={onClose}>
          {TASK_TEXT.cancel}
        </button>
        <button type="submit" class="button primary" disabled={form.busy}>
          {form.busy ? TASK_TEXT.changing : TASK_TEXT.change}
        </button>
      </div>
    </form>
  );
}
