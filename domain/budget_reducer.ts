import type { BudgetsState } from "./budget.ts";
import { marked, marksLeft, NO_MARKS } from "./budget_level.ts";
import type { FleetEvent } from "./event.ts";
import type { Instant } from "./ids.ts";
import { addUsage, NO_USAGE } from "./usage_sum.ts";

/** No day has a budget, and nothing was used yet. */
export const NO_BUDGETS: BudgetsState = {
  enabled: true,
  daily: null,
  marks: NO_MARKS,
  today: { day: "1970-01-01", usage: NO_USAGE },
};

/** The day in UTC that a moment belongs to: `2026-11-23`. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

/** What concerns all budgets after one event; the same object when the event changes nothing. Pure. */
export function applyToBudgets(
  budgets: BudgetsState,
  event: FleetEvent,
): BudgetsState {
  switch (event.type) {
    case "usage.recorded": {
      const { marks, today } = onDay(budgets, dayOf(event.at));
      const usage = addUsage(today.usage, event.data.usage);
      return { ...budgets, marks, today: { ...today, usage } };
    }
    case "budget.renewed":
      return onDay(budgets, event.data.day);
    case "budget.set": {
      if (event.data.scope !== "day") return budgets;
      const { budget: daily } = event.data;
      const today = onDay(budgets, dayOf(event.at));
      const marks = marksLeft(today.marks, daily, today.today.usage);
      return { ...today, daily, marks };
    }
    case "budget.warned":
    case "budget.reached":
      return event.data.scope === "day"
        ? { ...budgets, marks: marked(budgets.marks, event.type, event.at) }
        : budgets;
    case "budget.switched":
      return budgets.enabled === event.data.enabled
        ? budgets
        : { ...budgets, enabled: event.data.enabled };
    default:
      return budgets;
  }
}

/** A new day begins with nothing used. A clock that goes back begins none. */
function onDay(budgets: BudgetsState, day: string): BudgetsState {
  return day <= budgets.today.day
    ? budgets
    : { ...budgets, marks: NO_MARKS, today: { day, usage: NO_USAGE } };
}
