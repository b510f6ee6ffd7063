import { type BudgetLine, budgetLines } from "@/domain/budget_lines.ts";
import type { Fleet } from "@/domain/fleet.ts";

/** Budgets that are used up, so that work waits until a person raises them or ends it. Pure. */
export function budgetAsks(fleet: Fleet): readonly BudgetLine[] {
  return fleet.budgets.enabled
    ? budgetLines(fleet).filter(({ marks }) => marks.reached_at !== null)
    : [];
}

/** Whether all work waits until a person says that the account can be asked again. Pure. */
export function asksForAccount({ limits }: Pick<Fleet, "limits">): boolean {
  return limits.closed !== null && limits.closed.until === null;
}
