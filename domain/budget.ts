import { z } from "zod";
import { AgentId, Instant, SessionId, TaskId } from "./ids.ts";
import { Usage } from "./usage.ts";

/** What some work may use up: US dollars, tokens of all kinds, or both; what is used up first counts. */
export const Budget = z.strictObject({
  usd: z.number().positive().max(1_000_000).optional(),
  tokens: z.int().positive().max(1_000_000_000_000).optional(),
}).refine(
  ({ usd, tokens }) => usd !== undefined || tokens !== undefined,
  "takes an amount of US dollars or of tokens",
);
export type Budget = z.infer<typeof Budget>;

/** What a budget is for: a task with all its parts, an agent, a session, or everything in one day. */
export const BUDGET_SCOPES = ["task", "agent", "session", "day"] as const;
export type BudgetScope = typeof BUDGET_SCOPES[number];

/** Whose budget is meant. */
export const BudgetTarget = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("task"), id: TaskId }),
  z.object({ scope: z.literal("agent"), id: AgentId }),
  z.object({ scope: z.literal("session"), id: SessionId }),
  z.object({ scope: z.literal("day") }),
]);
export type BudgetTarget = z.infer<typeof BudgetTarget>;

/** What was told of a budget already, so that it is told once. */
export const BudgetMarks = z.object({
  /** When most of it was used. */
  warned_at: Instant.nullable(),
  /** When it was used up; from then on nothing begins in it. */
  reached_at: Instant.nullable(),
});
export type BudgetMarks = z.infer<typeof BudgetMarks>;

/** What concerns all budgets, and the one of the day. */
export const BudgetsState = z.object({
  /** Whether budgets hold work back at all. */
  enabled: z.boolean(),
  /** For all work of one day; null: any amount. */
  daily: Budget.nullable(),
  marks: BudgetMarks,
  /** What was used on the newest day with any use. */
  today: z.object({
    /** In UTC: `2026-11-23`. */
    day: z.iso.date(),
    usage: Usage,
  }),
});
export type BudgetsState = z.infer<typeof BudgetsState>;
