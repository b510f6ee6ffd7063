import type { BudgetLine } from "@/domain/budget_lines.ts";
import { totalTokens } from "@/domain/usage_sum.ts";
import { BUDGET_TEXT as TEXT } from "../text/budget_text.ts";

/** What is used of it, in dollars and tokens. */
export function budgetAmount(
  { budget, used }: Pick<BudgetLine, "budget" | "used">,
): string {
  return TEXT.amount(
    {
      ...(budget.usd !== undefined && { usd: budget.usd }),
      ...(budget.tokens !== undefined && { tokens: budget.tokens }),
    },
    { usd: used.cost_usd, tokens: totalTokens(used) },
  );
}
