import { WARNING_SHARE } from "@/domain/budget_level.ts";
import {
  agentLine,
  type BudgetLine,
  budgetLines,
  dayLine,
  linesOver,
  sessionLine,
  taskLine,
} from "@/domain/budget_lines.ts";
import type { EventDraft, FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import { isTaskEnded } from "@/domain/task_status.ts";

/**
 * Which budgets are nearly or all used because of an event, and were not told
 * to be. It goes into the same commit as the event, so that each is told once,
 * whatever happens in between. Pure.
 *
 * @param fleet As it is after the event.
 */
export function budgetNews(event: FleetEvent, fleet: Fleet): EventDraft[] {
  if (!fleet.budgets.enabled) return [];
  return linesOf(event, fleet).flatMap(newsOf);
}

/** The budgets that an event may have moved. */
function linesOf(event: FleetEvent, fleet: Fleet): BudgetLine[] {
  switch (event.type) {
    case "usage.recorded":
      return linesOver(fleet, {
        taskId: event.task_id,
        agentId: event.agent_id,
        sessionId: event.session_id,
      }).filter((line) => !isOver(line, fleet));
    case "budget.set":
      switch (event.data.scope) {
        case "task":
          return taskLine(event.task_id && fleet.tasks[event.task_id]);
        case "session":
          return sessionLine(
            event.session_id && fleet.sessions[event.session_id],
          );
        case "day":
          return dayLine(fleet);
      }
      return [];
    case "agent.edited":
      return agentLine(fleet.agents[event.agent_id]);
    case "budget.switched":
      return budgetLines(fleet);
    default:
      return [];
  }
}

/** A task that has ended asks nobody for more. */
function isOver({ scope, id }: BudgetLine, { tasks }: Fleet): boolean {
  const task = scope === "task" && id !== null ? tasks[id] : undefined;
  return task !== undefined && isTaskEnded(task.state);
}

function newsOf(line: BudgetLine): EventDraft[] {
  const { scope, share, marks, budget, used } = line;
  const isReached = share >= 1;
  const isNews = isReached
    ? marks.reached_at === null
    : share >= WARNING_SHARE && marks.warned_at === null;
  if (!isNews) return [];
  return [{
    type: isReached ? "budget.reached" : "budget.warned",
    ...subjectOf(line),
    data: { scope, budget, used },
  }];
}

/** The id that the scope takes, at its place in an event. */
function subjectOf({ scope, id }: BudgetLine) {
  switch (scope) {
    case "task":
      return { task_id: id as TaskId };
    case "agent":
      return { agent_id: id as AgentId };
    case "session":
      return { session_id: id as SessionId };
    case "day":
      return {};
  }
}
