import { holdingBudget, taskLine } from "@/domain/budget_lines.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Task } from "@/domain/task.ts";
import { isTaskEnded } from "@/domain/task_status.ts";
import { HeldNotice } from "@/components/budget/HeldNotice.tsx";
import { BudgetControl } from "./BudgetControl.tsx";
import { OwnBudget } from "./OwnBudget.tsx";

type TaskBudgetProps = { readonly task: Task; readonly fleet: Fleet };

/** The budget of a task, and another one that holds it back. */
export function TaskBudget({ task, fleet }: TaskBudgetProps) {
  const isOver = isTaskEnded(task.state);
  const [line] = taskLine(task);
  const holding = isOver ? undefined : holdingBudget(fleet, {
    taskId: task.id,
    agentId: task.pinned ? task.agent_id : null,
  });
  const isElsewhere = holding &&
    (holding.scope !== "task" || holding.id !== task.id);
  return (
    <>
      {isElsewhere && <HeldNotice line={holding} isOwn={false} />}
      <OwnBudget line={isOver ? undefined : line} fleet={fleet}>
        <BudgetControl
          scope="task"
          id={task.id}
          name={task.title}
          line={line}
          isOver={isOver}
        />
      </OwnBudget>
    </>
  );
}
