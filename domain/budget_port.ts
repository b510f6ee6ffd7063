import type { Budget, BudgetsState, BudgetTarget } from "./budget.ts";
import type { BudgetLine } from "./budget_lines.ts";
import type { Outcome } from "./platform.ts";

/** What a person may do about budgets. Every command is safe to repeat. */
export interface BudgetCommands {
  /**
   * Gives, raises, lowers or, with null, takes away a budget; answers with it
   * as it stands. What it held goes on when there is room in it again.
   */
  setBudget(
    target: BudgetTarget,
    budget: Budget | null,
  ): Promise<Outcome<BudgetLine | null>>;
  /**
   * Ends what a budget is for: a task with its parts, or the open tasks of a
   * session or of an agent. Answers with how many ended.
   */
  endBudgeted(
    target: Exclude<BudgetTarget, { scope: "day" }>,
  ): Promise<Outcome<number>>;
  /** Whether used-up budgets hold work back at all; what is used is counted all the same. */
  enableBudgets(enabled: boolean): Promise<Outcome<BudgetsState>>;
}
