import type { Agent } from "./agent.ts";
import { isEnded } from "./agent_status.ts";
import type { Budget, BudgetMarks, BudgetScope } from "./budget.ts";
import { NO_MARKS, shareUsed } from "./budget_level.ts";
import type { Fleet } from "./fleet.ts";
import type { AgentId, SessionId } from "./ids.ts";
import type { Session } from "./session.ts";
import { isArchived } from "./session_status.ts";
import type { Task } from "./task.ts";
import { ancestorsOf } from "./task_tree.ts";
import { isTaskEnded } from "./task_status.ts";
import type { Usage } from "./usage.ts";

/** One budget as it stands. */
export type BudgetLine = {
  readonly scope: BudgetScope;
  /** null for that of the day. */
  readonly id: string | null;
  /** What it is for, as a person calls it. */
  readonly name: string;
  readonly budget: Budget;
  readonly used: Usage;
  /** 1 is all of it. */
  readonly share: number;
  readonly marks: BudgetMarks;
};

/** The budget that an agent's limits say; `undefined`: none. */
export function budgetOfAgent({ config }: Agent): Budget | undefined {
  const { budget_usd: usd, budget_tokens: tokens } = config.resource_limits;
  if (usd === undefined && tokens === undefined) return undefined;
  return { ...(usd && { usd }), ...(tokens && { tokens }) };
}

/** The budget of a task with its parts. */
export function taskLine(task: Task | undefined): BudgetLine[] {
  return task?.budget
    ? [line("task", task, task.title, task.budget, task.tree_usage)]
    : [];
}

/** The budget of one agent. */
export function agentLine(agent: Agent | undefined): BudgetLine[] {
  const budget = agent && budgetOfAgent(agent);
  return budget ? [line("agent", agent, agent.name, budget, agent.usage)] : [];
}

/** The budget of a session. */
export function sessionLine(session: Session | undefined): BudgetLine[] {
  return session?.budget
    ? [line("session", session, session.name, session.budget, session.usage)]
    : [];
}

/** The budget of the day; what an earlier day used does not count. */
export function dayLine({ budgets }: Fleet): BudgetLine[] {
  const { daily, marks, today } = budgets;
  if (!daily) return [];
  const about = { id: null, budget_marks: marks };
  return [line("day", about, today.day, daily, today.usage)];
}

/** All budgets of what has not ended, the most used first. Pure. */
export function budgetLines(fleet: Fleet): BudgetLine[] {
  return [
    ...dayLine(fleet),
    ...Object.values(fleet.tasks).filter(({ state }) => !isTaskEnded(state))
      .flatMap(taskLine),
    ...Object.values(fleet.agents).filter(({ state }) => !isEnded(state))
      .flatMap(agentLine),
    ...Object.values(fleet.sessions).filter((each) => !isArchived(each))
      .flatMap(sessionLine),
  ].sort((a, b) => b.share - a.share);
}

/** Whose money some work takes: that of its tree, its agent, its session, and the day. */
export type Spender = {
  readonly taskId?: string | null | undefined;
  readonly agentId?: AgentId | null | undefined;
  readonly sessionId?: SessionId | null | undefined;
};

/** The budgets that such work uses up, the nearest first. Pure. */
export function linesOver(
  fleet: Fleet,
  { taskId, agentId, sessionId }: Spender,
): BudgetLine[] {
  const task = taskId ? fleet.tasks[taskId] : undefined;
  const tree = task ? [task, ...ancestorsOf(fleet.tasks, task.id)] : [];
  const agent = agentId ? fleet.agents[agentId] : undefined;
  const session = sessionId ?? agent?.session_id ?? task?.session_id;
  return [
    ...tree.flatMap(taskLine),
    ...agentLine(agent),
    ...sessionLine(session ? fleet.sessions[session] : undefined),
    ...dayLine(fleet),
  ];
}

/** The used-up budget that keeps such work from beginning; `undefined` when none does. Pure. */
export function holdingBudget(
  fleet: Fleet,
  spender: Spender,
): BudgetLine | undefined {
  return fleet.budgets.enabled
    ? linesOver(fleet, spender).find(({ marks }) => marks.reached_at !== null)
    : undefined;
}

function line(
  scope: BudgetScope,
  about: {
    readonly id: string | null;
    readonly budget_marks?: BudgetMarks | null | undefined;
  },
  name: string,
  budget: Budget,
  used: Usage,
): BudgetLine {
  return {
    scope,
    id: about.id,
    name,
    budget,
    used,
    share: shareUsed(budget, used),
    marks: about.budget_marks ?? NO_MARKS,
  };
}
