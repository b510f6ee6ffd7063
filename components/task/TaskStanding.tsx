import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { AgentLink } from "../AgentLink.tsx";
import { ErrorBox } from "../ErrorBox.tsx";
import { failureWords } from "../failure_words.ts";
import { formatAge, plural } from "../format.ts";
import { Moment } from "../Moment.tsx";
import { waitsFor } from "./standing.ts";
import { TaskLinks } from "./TaskLink.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type TaskStandingProps = {
  readonly task: Task;
  readonly fleet: Fleet;
  readonly now: number;
};

/** Why a task stands where it stands, and what will move it on. */
export function TaskStanding({ task, fleet, now }: TaskStandingProps) {
  const { state } = task;
  switch (state.status) {
    case "pending":
      return <Waiting task={task} fleet={fleet} now={now} />;
    case "blocked":
      return (
        <div class="notice">
          <p class="notice-title">{TASK_TEXT.itBeginsWhenAllOf}</p>
          <TaskLinks ids={task.depends_on} fleet={fleet} />
        </div>
      );
    case "awaiting_approval":
      return (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            <AgentLink id={task.agent_id} fleet={fleet} />{" "}
            {TASK_TEXT.asksYouSomething}
          </p>
          <p class="notice-text">
            {TASK_TEXT.itGoesOnWhenYou} <a href="/inbox">{TASK_TEXT.inbox}</a>.
          </p>
        </div>
      );
    case "in_review":
      return (
        <div class="notice">
          <p class="notice-title">{TASK_TEXT.itIsDoneAndNot}</p>
          <p class="notice-text">
            <AgentLink
              id={managerOf(task, fleet)}
              fleet={fleet}
              nobody="Its manager"
            />{" "}
            {TASK_TEXT.judgesItWhenAllParts}
          </p>
        </div>
      );
    case "failed":
      return (
        <ErrorBox
          title={TASK_TEXT.theTaskFailed(
            triedWords(task),
            failureWords(state.failure.kind),
          )}
          detail={state.failure.message}
        />
      );
    case "cancelled":
      return <p class="notice">{TASK_TEXT.cancelled(state.reason)}</p>;
    default:
      return null;
  }
}

function Waiting({ task, fleet, now }: TaskStandingProps) {
  const until = task.state.status === "pending" ? task.state.not_before : null;
  const leftMs = until === null ? 0 : Date.parse(until) - now;
  const reasons = waitsFor(task, fleet);
  if (reasons.length === 0 && leftMs <= 0) return null;
  return (
    <div class="notice">
      {until !== null && leftMs > 0 && (
        <p class="notice-title">
          {TASK_TEXT.theNextAttemptBeginsIn(formatAge(leftMs + 999))}{" "}
          <Moment at={until} />.
        </p>
      )}
      {reasons.map((words) => <p class="notice-text" key={words}>{words}</p>)}
    </div>
  );
}

function managerOf(task: Task, fleet: Fleet): string | null {
  const parent = task.parent_id === null
    ? undefined
    : fleet.tasks[task.parent_id];
  return parent?.agent_id ?? null;
}

/** Nobody tries it again by itself, and the person is told why. */
function triedWords({ attempts }: Task): string {
  return attempts.length > 1
    ? ` and was given up after ${plural(attempts.length, "attempt")}`
    : "";
}
