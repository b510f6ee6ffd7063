import type { BudgetScope } from "@/domain/budget.ts";
import { budgetLines } from "@/domain/budget_lines.ts";
import type { Fleet } from "@/domain/fleet.ts";
import { budgetLook } from "./budget_words.ts";

/** A budget of which everybody is told: it is nearly, or all, used. */
export type BudgetAlert = {
  readonly scope: BudgetScope;
  readonly id: string | null;
  readonly name: string;
  readonly state: "warned" | "reached";
};

/** Those of the fleet, the most used first; none while budgets are switched off. */
export function budgetAlerts(fleet: Fleet): readonly BudgetAlert[] {
  return fleet.budgets.enabled
    ? budgetLines(fleet).flatMap((line) => {
      const { scope, id, name } = line;
      const state = budgetLook(line);
      return state === "within" ? [] : [{ scope, id, name, state }];
    })
    : [];
}
