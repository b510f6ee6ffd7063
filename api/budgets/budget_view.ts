import { z } from "@hono/zod-openapi";
import { BUDGET_SCOPES } from "@/domain/budget.ts";
import type { BudgetLine } from "@/domain/budget_lines.ts";
import { totalTokens } from "@/domain/usage_sum.ts";

/** A budget as programs see it. */
export const BudgetView = z.object({
  scope: z.enum(BUDGET_SCOPES),
  /** Of the task, the agent or the session; null for that of the day. */
  id: z.string().nullable(),
  /** What it is for: a title, a name, or the day in UTC. */
  name: z.string(),
  /** null: any amount. */
  usd: z.number().nullable(),
  tokens: z.int().nullable(),
  used_usd: z.number(),
  /** Of all kinds. */
  used_tokens: z.int(),
  /** How much of it is used: 1 is all of it, and it can be more. */
  share: z.number(),
  /** `warned` from 80 % on; `reached`: nothing begins in it. */
  state: z.enum(["within", "warned", "reached"]),
  /** Since when it is warned of, or reached. */
  since: z.string().nullable(),
}).openapi("Budget");
export type BudgetView = z.infer<typeof BudgetView>;

/** Gives the budget as programs see it. */
export function budgetView(line: BudgetLine): BudgetView {
  const { scope, id, name, budget, used, share, marks } = line;
  return {
    scope,
    id,
    name,
    usd: budget.usd ?? null,
    tokens: budget.tokens ?? null,
    used_usd: used.cost_usd,
    used_tokens: totalTokens(used),
    share,
    state: marks.reached_at ? "reached" : marks.warned_at ? "warned" : "within",
    since: marks.reached_at ?? marks.warned_at,
  };
}
