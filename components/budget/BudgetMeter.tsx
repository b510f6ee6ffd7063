import type { BudgetLine } from "@/domain/budget_lines.ts";
import { BUDGET_TEXT as TEXT } from "../text/budget_text.ts";
import { budgetAmount } from "./budget_amount.ts";
import { budgetLook } from "./budget_words.ts";

/** What is used of a budget, as words and as a bar. */
export function BudgetMeter({ line }: { readonly line: BudgetLine }) {
  const filled = Math.min(100, line.share * 100).toFixed(1);
  return (
    <span class="budget-meter" data-look={budgetLook(line)}>
      <span class="num">{budgetAmount(line)}</span>
      <svg
        class="budget-bar"
        viewBox="0 0 100 8"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={filled} height="8" />
      </svg>
      <span class="num budget-share">{TEXT.percent(line.share)}</span>
    </span>
  );
}
