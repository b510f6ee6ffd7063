import type { Fleet } from "@/domain/fleet.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { CheckField } from "@/components/CheckField.tsx";
import { describe, Field } from "@/components/Field.tsx";
import { recentTasks } from "@/components/fleet_order.ts";
import { BUDGET_TEXT as TEXT } from "@/components/text/budget_text.ts";
import { activeSessions } from "@/components/session_order.ts";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** Tasks to choose from; more can be named over the API. */
const SHOWN_TASKS = 20;

type TaskMoreProps = {
  readonly fleet: Fleet;
  /** Whoever has a task brings their own session and abilities. */
  readonly isForAnybody: boolean;
};

/** What a task waits for, and who may have it. */
export default function TaskMore({ fleet, isForAnybody }: TaskMoreProps) {
  const open = recentTasks(fleet).filter(({ state }) => !isTaskEnded(state))
    .slice(0, SHOWN_TASKS);
  const sessions = activeSessions(fleet);
  return (
    <details class="form-more">
      <summary>
        {isForAnybody
          ? TASK_TEXT.whoCanDoItAnd
          : TASK_TEXT.whenItBeginsItsBudget}
      </summary>
      {isForAnybody && (
        <div class="form-row">
          <Field
            id="task-requires"
            label={TASK_TEXT.requires}
            hint={TASK_TEXT.whatItsAgentHasTo}
          >
            <input
              id="task-requires"
              name="requires"
              aria-describedby="task-requires-hint"
              autoComplete="off"
              maxLength={400}
            />
          </Field>
          {sessions.length > 0 && (
            <Field
              id="task-session"
              label={TASK_TEXT.session}
              hint={TASK_TEXT.agentsOfThatSessionAlone}
            >
              <select
                id="task-session"
                name="session_id"
                aria-describedby="task-session-hint"
              >
                <option value="">{TASK_TEXT.none}</option>
                {sessions.map((session) => (
                  <option key={session.id} value={session.id}>
                    {session.name}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </div>
      )}
      <div class="form-row">
        <Field
          id="task-budget-usd"
          label={TEXT.label.usd}
          hint={TEXT.newTask}
        >
          <input
            name="budget_usd"
            type="number"
            min={0.01}
            step="any"
            {...describe("task-budget-usd", { hint: true })}
          />
        </Field>
        <Field id="task-budget-tokens" label={TEXT.label.tokens}>
          <input
            id="task-budget-tokens"
            name="budget_tokens"
            type="number"
            min={1}
            step={1}
          />
        </Field>
      </div>
      <CheckField
        id="task-ignore-limits"
        name="ignore_limits"
        label={TEXT.ignoreLimits}
      />
      {open.length > 0 && (
        <fieldset class="field checks">
          <legend>{TASK_TEXT.beginsWhenTheseAreDone}</legend>
          {open.map((task) => (
            <CheckField
              key={task.id}
              id={`after-${task.id}`}
              name="depends_on"
              value={task.id}
              label={task.title}
            />
          ))}
        </fieldset>
      )}
    </details>
  );
}
