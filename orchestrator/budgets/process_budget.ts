import type { Agent } from "@/domain/agent.ts";

/**
 * So much more than what is left may a process spend before it ends its turn
 * by itself: it has then used up the budget also where sums of fractions came
 * out a little lower.
 */
const MARGIN_USD = 0.000_001;

/**
 * What a new process of the agent may spend, in US dollars; `undefined`: any
 * amount. It counts from zero, and looks at it after each answer of the model,
 * so that a long turn cannot go far beyond the budget.
 */
export function processBudget(
  { config, usage }: Pick<Agent, "config" | "usage">,
): number | undefined {
  const { budget_usd } = config.resource_limits;
  return budget_usd === undefined
    ? undefined
    : Math.max(0, budget_usd - usage.cost_usd) + MARGIN_USD;
}
