import type { LeftTasks } from "@/domain/carried_fleet.ts";
import type { AttemptReport } from "@/domain/history.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { partsOf } from "@/domain/task_tree.ts";
import { attemptLines } from "@/components/attempt_lines.ts";
import { AttemptTable } from "@/components/AttemptTable.tsx";
import { CopyId } from "@/components/CopyId.tsx";
import { withEarlier } from "@/components/earlier_records.ts";
import { formatCount } from "@/components/format.ts";
import { HandoffSection } from "@/components/handoff/HandoffSection.tsx";
import { isCut } from "@/domain/lean_fleet.ts";
import { Markdown } from "@/components/markdown/Markdown.tsx";
import { MessageList } from "@/components/messages/MessageList.tsx";
import { messagesAbout } from "@/components/messages/message_order.ts";
import { IncidentLinks } from "@/components/incident/IncidentLinks.tsx";
import { StatusChip } from "@/components/StatusChip.tsx";
import { DependencyDrawing } from "@/components/task/DependencyDrawing.tsx";
import { TaskFacts } from "@/components/task/TaskFacts.tsx";
import { TaskStanding } from "@/components/task/TaskStanding.tsx";
import { TaskTable } from "@/components/TaskTable.tsx";
import { taskStatus } from "@/components/task_look.ts";
import { TaskBudget } from "./budget/TaskBudget.tsx";
import { useLeftTasks } from "./live/use_left_tasks.ts";
import { type Rendered, useLive } from "./live/use_live.ts";
import { TaskActions } from "./task/TaskActions.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

/** Tasks that are not on the page of the one that they belong to. */
export type LeftAround = {
  /** All waiting tasks that are not on it. */
  readonly tasks: LeftTasks;
  /** Of those that it waits for, or that wait for it, over any number of steps. */
  readonly order: number;
  readonly hasMoreParts: boolean;
};

type TaskViewProps = {
  /** With what belongs to the task as a whole, also what ended long ago. */
  readonly rendered: Rendered;
  /** What belongs to the task, and is not on the page. */
  readonly left: LeftAround;
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
  { rendered, left, task: asRendered, description, output, reports }:
    TaskViewProps,
) {
  const { fleet: live, now } = useLive(rendered);
  useLeftTasks(left.tasks, {
    isAbout: (event) => "task_id" in event && event.task_id === asRendered.id,
  });
  const fleet = withEarlier(live, rendered.fleet);
  const task = live.tasks[asRendered.id] ?? asRendered;
  const told = "result" in task.state ? task.state.result.output : null;
  const result = told === null ? null : output ?? told.text;
  const isPart = output === null && told !== null && isCut(told);
  const handoff = task.handoff_id === null
    ? undefined
    : fleet.handoffs[task.handoff_id];
  const parts = partsOf(fleet.tasks, task.id);
  const messages = messagesAbout(fleet, task.id);
  const hasOrder = task.depends_on.length > 0 ||
    Object.values(fleet.tasks).some(({ depends_on }) =>
      depends_on.includes(task.id)
    );

  return (
    <>
      <header class="agent-head">
        <div class="title-row">
          <h1>{task.title}</h1>
          <StatusChip status={taskStatus(task)} />
          <CopyId id={task.id} />
          <TaskActions task={task} fleet={fleet} left={left.order} />
        </div>
        <IncidentLinks fleet={fleet} id={task.id} />
        <TaskFacts task={task} fleet={fleet} now={now} />
        {task.agent_id !== null && (
          <p>
            <a href={`/agents/${task.agent_id}`}>
              {TASK_TEXT.transcriptOfTheAgent}
            </a>
          </p>
        )}
      </header>
      <TaskBudget task={task} fleet={fleet} />
      <TaskStanding task={task} fleet={fleet} now={now} />
      {task.feedback !== null && !isTaskEnded(task.state) && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{TASK_TEXT.sentBackByItsManager}</p>
          <p class="notice-text">{task.feedback}</p>
        </div>
      )}
      {result !== null && (
        <section aria-labelledby="result-title">
          <h2 id="result-title">{TASK_TEXT.result}</h2>
          <Markdown card text={result} />
          {isPart && (
            <p class="meta">
              {TASK_TEXT.thisIsTheBeginning}{" "}
              <a href={`/tasks/${task.id}`}>{TASK_TEXT.loadTheWholeResult}</a>
            </p>
          )}
        </section>
      )}
      {handoff && (
        <HandoffSection handoff={handoff} parts={parts} fleet={fleet} />
      )}
      {parts.length > 0 && !handoff && (
        <section aria-labelledby="parts-title">
          <h2 id="parts-title">
            {TASK_TEXT.parts}{" "}
            <span class="count num">{formatCount(parts.length)}</span>
          </h2>
          <TaskTable
            caption={TASK_TEXT.partsOfTheTaskThe}
            tasks={parts}
            fleet={fleet}
            now={now}
          />
          {left.hasMoreParts && (
            <p class="meta table-foot">
              {TASK_TEXT.newestParts(formatCount(parts.length))}{" "}
              <code>GET /api/tasks?parent_id={task.id}</code>
            </p>
          )}
        </section>
      )}
      {hasOrder && (
        <section aria-labelledby="order-title" class="order">
          <h2 id="order-title">{TASK_TEXT.dependencies}</h2>
          <DependencyDrawing task={task} fleet={fleet} left={left.order} />
        </section>
      )}
      <section aria-labelledby="description-title">
        <h2 id="description-title">{TASK_TEXT.description}</h2>
        <Markdown card text={description} />
      </section>
      {task.attempts.length > 0 && (
        <section aria-labelledby="attempts-title">
          <h2 id="attempts-title">{TASK_TEXT.attempts}</h2>
          <AttemptTable attempts={attemptLines(task, fleet, reports)} />
        </section>
      )}
      {messages.length > 0 && (
        <section aria-labelledby="messages-title">
          <h2 id="messages-title">
            {TASK_TEXT.messages}{" "}
            <span class="count num">{formatCount(messages.length)}</span>
          </h2>
          <MessageList messages={messages} fleet={fleet} now={now} />
        </section>
      )}
    </>
  );
}
