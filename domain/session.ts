import { z } from "zod";
import { Budget, BudgetMarks } from "./budget.ts";
import { Instant, SessionId } from "./ids.ts";
import { oneLine } from "./one_line.ts";
import { MAX_SESSION_NAME_CHARS } from "./session_status.ts";
import { Usage } from "./usage.ts";

/** What a person calls a piece of work. */
export const SessionName = oneLine(MAX_SESSION_NAME_CHARS);

/** Where one session stands. */
export const SessionState = z.discriminatedUnion("status", [
  z.object({ status: z.literal("active"), since: Instant }),
  z.object({ status: z.literal("archived"), since: Instant }),
]);
export type SessionState = z.infer<typeof SessionState>;

/** A named piece of work as it is now: the totals of its agents and tasks. */
export const Session = z.object({
  id: SessionId,
  name: z.string(),
  state: SessionState,
  usage: Usage,
  /** What it may use up; without one, any amount. */
  budget: Budget.nullish(),
  budget_marks: BudgetMarks.nullish(),
  /** Milliseconds that its agents' turns took, added up. */
  worked_ms: z.number().nonnegative(),
  /** Agents ever created in it. */
  agents: z.int().nonnegative(),
  tasks_completed: z.int().nonnegative(),
  tasks_failed: z.int().nonnegative(),
  created_at: Instant,
  updated_at: Instant,
  updated_seq: z.int(),
});
export type Session = z.infer<typeof Session>;
