import type { BudgetLine } from "@/domain/budget_lines.ts";
import { BUDGET_ALERT_TEXT } from "../text/budget_alert_text.ts";

/** How far a budget is used, as a colour and a word are chosen by it. */
export type BudgetLook = "within" | "warned" | "reached";

/** How far it is used. */
export function budgetLook({ marks }: Pick<BudgetLine, "marks">): BudgetLook {
  if (marks.reached_at) return "reached";
  return marks.warned_at ? "warned" : "within";
}

/** What a budget is for, in a sentence. */
export function ownerName(
  { scope, name }: Pick<BudgetLine, "scope" | "name">,
): string {
  return scope === "day" ? BUDGET_ALERT_TEXT.day : `“${name}”`;
}

/** Where a budget is seen and changed. */
export function budgetHref(
  { scope, id }: Pick<BudgetLine, "scope" | "id">,
): string {
  switch (scope) {
    case "task":
      return `/tasks/${id}`;
    case "agent":
      return `/agents/${id}`;
    case "session":
      return `/sessions/${id}`;
    case "day":
      return "/usage";
  }
}
