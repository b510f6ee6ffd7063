import type { Budget, BudgetMarks } from "./budget.ts";
import type { Instant } from "./ids.ts";
import type { Usage } from "./usage.ts";
import { totalTokens } from "./usage_sum.ts";

/** The share of a budget from which on a person is warned. */
export const WARNING_SHARE = 0.8;

export const NO_MARKS: BudgetMarks = { warned_at: null, reached_at: null };

/** How much of a budget is used: 1 is all of it, and it can be more. */
export function shareUsed(budget: Budget, usage: Usage): number {
  return Math.max(
    budget.usd === undefined ? 0 : usage.cost_usd / budget.usd,
    budget.tokens === undefined ? 0 : totalTokens(usage) / budget.tokens,
  );
}

/**
 * What stays told when a budget is changed: a mark whose share is not reached
 * any more is taken back, so that it can be told again. Pure.
 */
export function marksLeft(
  marks: BudgetMarks | null | undefined,
  budget: Budget | null | undefined,
  usage: Usage,
): BudgetMarks {
  const share = budget ? shareUsed(budget, usage) : 0;
  return {
    warned_at: share < WARNING_SHARE ? null : marks?.warned_at ?? null,
    reached_at: share < 1 ? null : marks?.reached_at ?? null,
  };
}

/** The marks once it was told that a budget is nearly, or all, used. Pure. */
export function marked(
  marks: BudgetMarks | null | undefined,
  type: "budget.warned" | "budget.reached",
  at: Instant,
): BudgetMarks {
  const warned_at = marks?.warned_at ?? at;
  return type === "budget.warned"
    ? { warned_at, reached_at: marks?.reached_at ?? null }
    : { warned_at, reached_at: marks?.reached_at ?? at };
}
