import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { countedAttempts } from "@/domain/task_attempts.ts";
import { isTaskEnded, isWaitingTask } from "@/domain/task_status.ts";
import { AgentLink } from "../AgentLink.tsx";
import { Fact, Facts } from "../Facts.tsx";
import { formatDuration } from "../format.ts";
import { Money } from "../Money.tsx";
import { SessionLink } from "../SessionLink.tsx";
import { TaskAge } from "../TaskAge.tsx";
import { Tokens } from "../Tokens.tsx";
import { TreeProgress } from "./TreeProgress.tsx";
import { TASK_TEXT } from "@/components/text/task_text.ts";

type TaskFactsProps = {
  readonly task: Task;
  readonly fleet: Fleet;
  readonly now: number;
};

/** Who does a task, for how long, at what cost, and as part of what. */
export function TaskFacts({ task, fleet, now }: TaskFactsProps) {
  const { state } = task;
  const parent = task.parent_id === null
    ? undefined
    : fleet.tasks[task.parent_id];
  const isTree = task.tree_usage.cost_usd > task.usage.cost_usd;
  return (
    <Facts>
      <Fact name="Agent">
        <AgentLink
          id={task.agent_id}
          fleet={fleet}
          nobody={isWaitingTask(state) ? "anybody who can" : "nobody"}
        />
      </Fact>
      {task.parent_id !== null && (
        <Fact name="Part of">
          <a href={`/tasks/${task.parent_id}`}>
            {parent?.title ?? TASK_TEXT.anEarlierTask}
          </a>
        </Fact>
      )}
      {task.session_id && (
        <Fact name="Session">
          <SessionLink id={task.session_id} fleet={fleet} />
        </Fact>
      )}
      {!isTaskEnded(state) && !isWaitingTask(state) && (
        <Fact name="Progress">
          <TreeProgress task={task} fleet={fleet} />
        </Fact>
      )}
      <Fact name={isTaskEnded(state) ? "Took" : "Age"}>
        <TaskAge task={task} now={now} />
      </Fact>
      {state.status === "completed" && (
        <Fact name="Worked">
          <span class="num">{formatDuration(state.result.duration_ms)}</span>
        </Fact>
      )}
      <Fact name="Tokens">
        <Tokens usage={task.tree_usage} />
      </Fact>
      <Fact name="Cost">
        <Money usd={task.usage.cost_usd} />
        {isTree && (
          <>
            {TASK_TEXT.withItsParts} <Money usd={task.tree_usage.cost_usd} />
          </>
        )}
      </Fact>
      <Fact name="Priority">{task.priority}</Fact>
      <Fact name="Attempts">
        <span class="num">
          {TASK_TEXT.of(countedAttempts(task), task.max_attempts)}
        </span>
      </Fact>
      {task.requires.length > 0 && (
        <Fact name="Requires">{task.requires.join(", ")}</Fact>
      )}
      {task.external_id !== null && (
        <Fact name="Your id">
          <code>{task.external_id}</code>
        </Fact>
      )}
    </Facts>
  );
}
