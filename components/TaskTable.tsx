import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { AgentLink } from "./AgentLink.tsx";
import { isCrowd } from "./crowd.ts";
import { Money } from "./Money.tsx";
import { taskStatus } from "./task_look.ts";
import { StatusChip } from "./StatusChip.tsx";
import { TaskAge } from "./TaskAge.tsx";
import { FLEET_TEXT } from "@/components/text/fleet_text.ts";

type TaskTableProps = {
  readonly caption: string;
  readonly tasks: readonly Task[];
  readonly fleet: Fleet;
  readonly now: number;
  /** false where nobody has any of them. */
  readonly withAgent?: boolean;
};

/** Tasks, one row each; laid out as cards on narrow screens. */
export function TaskTable(
  { caption, tasks, fleet, now, withAgent = true }: TaskTableProps,
) {
  return (
    <div class="table-box">
      <table
        class="table tasks"
        data-agents={withAgent}
        role="table"
        data-crowd={isCrowd(tasks.length)}
      >
        <caption class="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{FLEET_TEXT.state}</th>
            <th role="columnheader" scope="col">{FLEET_TEXT.task}</th>
            {withAgent && (
              <th role="columnheader" scope="col">{FLEET_TEXT.agent}</th>
            )}
            <th role="columnheader" scope="col" class="right col-age">
              {FLEET_TEXT.age}
            </th>
            <th role="columnheader" scope="col" class="right col-cost">
              {FLEET_TEXT.cost}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {tasks.map((task) => (
            <tr role="row" key={task.id}>
              <td role="cell" class="cell-state">
                <StatusChip status={taskStatus(task)} />
              </td>
              <th role="rowheader" scope="row" class="cell-name">
                <span class="cell-line">
                  <a href={`/tasks/${task.id}`}>{task.title}</a>
                  {task.parent_id !== null && (
                    <span class="tag">{FLEET_TEXT.part}</span>
                  )}
                  {task.mode === "handoff" && (
                    <span class="tag">{FLEET_TEXT.handOff}</span>
                  )}
                </span>
              </th>
              {withAgent && (
                <td role="cell" class="cell-task">
                  <AgentLink
                    id={task.agent_id}
                    fleet={fleet}
                    nobody={isTaskEnded(task.state) ? "nobody" : "anybody"}
                  />
                </td>
              )}
              <td role="cell" class="cell-age right col-age">
                <TaskAge task={task} now={now} />
              </td>
              <td role="cell" class="cell-cost right">
                <Money usd={task.tree_usage.cost_usd} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
