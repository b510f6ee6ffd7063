import { z } from "@hono/zod-openapi";
import { Actor } from "@/domain/actor.ts";
import { type ApprovalRule, RulePattern } from "@/domain/approval_rule.ts";

/** A standing answer as programs see it. */
export const RuleView = z.object({
  id: z.string(),
  effect: z.enum(["allow", "deny"]),
  pattern: RulePattern,
  note: z.string(),
  created_by: Actor,
  /** Requests that it has answered. */
  hits: z.int(),
  last_hit_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Rule");
export type RuleView = z.infer<typeof RuleView>;

/** Gives the rule as programs see it. */
export function ruleView(rule: ApprovalRule): RuleView {
  const { updated_seq: _, ...view } = rule;
  return view;
}
