import type { AttemptReport } from "@/domain/history.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { CopyId } from "@/components/CopyId.tsx";
import { ErrorBox } from "@/components/ErrorBox.tsx";
import { Fact, Facts } from "@/components/Facts.tsx";
import { isCut } from "@/components/lean.ts";
import { formatDuration } from "@/components/format.ts";
import { attemptLines } from "@/components/attempt_lines.ts";
import { AttemptTable } from "@/components/AttemptTable.tsx";
import { Money } from "@/components/Money.tsx";
import { failureWords, taskStatus } from "@/components/status.ts";
import { SessionLink } from "@/components/SessionLink.tsx";
import { StatusChip } from "@/components/StatusChip.tsx";
import { TaskAge } from "@/components/TaskAge.tsx";
import { Tokens } from "@/components/Tokens.tsx";
import { type Rendered, useLive } from "./live/use_live.ts";

type TaskViewProps = {
  readonly rendered: Rendered;
  /** As rendered, with its texts; the fleet keeps only its state. */
  readonly task: Task;
  readonly description: string;
  /** The whole result; null while there is none. */
  readonly output: string | null;
  /** What the history knows of its attempts; empty while it is away. */
  readonly reports: readonly AttemptReport[];
};

/** One task: what was asked, how it stands, what came of it. */
export default function TaskView(
  { rendered, task: asRendered, description, output, reports }: TaskViewProps,
) {
  const { fleet, now } = useLive(rendered);
  const task = fleet.tasks[asRendered.id] ?? asRendered;
  const { state } = task;
  const agent = fleet.agents[task.agent_id];
  const told = state.status === "completed" ? state.result.output : null;
  const result = output ?? told?.text ?? null;
  const isPart = output === null && told !== null && isCut(told);

  return (
    <>
      <header class="agent-head">
        <div class="title-row">
          <h1>{task.title}</h1>
          <StatusChip status={taskStatus(task)} />
          <CopyId id={task.id} />
        </div>
        <Facts>
          <Fact name="Agent">
            <a href={`/agents/${task.agent_id}`}>
              {agent?.name ?? "an earlier agent"}
            </a>
          </Fact>
          {task.session_id && (
            <Fact name="Session">
              <SessionLink id={task.session_id} fleet={fleet} />
            </Fact>
          )}
          <Fact name={isTaskEnded(state) ? "Took" : "Age"}>
            <TaskAge task={task} now={now} />
          </Fact>
          {state.status === "completed" && (
            <Fact name="Worked">
              <span class="num">
                {formatDuration(state.result.duration_ms)}
              </span>
            </Fact>
          )}
          <Fact name="Tokens">
            <Tokens usage={task.usage} />
          </Fact>
          <Fact name="Cost">
            <Money usd={task.usage.cost_usd} />
          </Fact>
          <Fact name="Priority">{task.priority}</Fact>
          {task.external_id !== null && (
            <Fact name="Your id">
              <code>{task.external_id}</code>
            </Fact>
          )}
        </Facts>
        <p>
          <a href={`/agents/${task.agent_id}`}>Transcript of the agent</a>
        </p>
      </header>
      {state.status === "failed" && (
        <ErrorBox
          title={`The task failed: ${failureWords(state.failure.kind)}.`}
          detail={state.failure.message}
        />
      )}
      {state.status === "cancelled" && (
        <p class="notice">Cancelled: {state.reason}</p>
      )}
      {result !== null && (
        <section aria-labelledby="result-title">
          <h2 id="result-title">Result</h2>
          <div class="card prose-text">{result}</div>
          {isPart && (
            <p class="meta">
              This is the beginning.{" "}
              <a href={`/tasks/${task.id}`}>Load the whole result</a>
            </p>
          )}
        </section>
      )}
      <section aria-labelledby="description-title">
        <h2 id="description-title">Description</h2>
        <div class="card prose-text">{description}</div>
      </section>
      {task.attempts.length > 0 && (
        <section aria-labelledby="attempts-title">
          <h2 id="attempts-title">Attempts</h2>
          <AttemptTable attempts={attemptLines(task, fleet, reports)} />
        </section>
      )}
    </>
  );
}
