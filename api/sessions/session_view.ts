import { z } from "@hono/zod-openapi";
import { sessionLine } from "@/domain/budget_lines.ts";
import type { Session } from "@/domain/session.ts";
import { SESSION_STATUSES } from "@/domain/session_status.ts";
import { Usage } from "@/domain/usage.ts";
import { BudgetView, budgetView } from "../budgets/budget_view.ts";

/** A session as programs see it. */
export const SessionView = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(SESSION_STATUSES),
  status_since: z.string(),
  /** Agents ever created in it. */
  agents: z.int(),
  tasks_completed: z.int(),
  tasks_failed: z.int(),
  /** Milliseconds that its agents' turns took, added up. */
  worked_ms: z.number(),
  usage: Usage,
  /** What it may use up; null: any amount. */
  budget: BudgetView.nullable(),
  created_at: z.string(),
  updated_at: z.string(),
}).openapi("Session");
export type SessionView = z.infer<typeof SessionView>;

/** Gives the session as programs see it. */
export function sessionView(session: Session): SessionView {
  return {
    id: session.id,
    name: session.name,
    status: session.state.status,
    status_since: session.state.since,
    agents: session.agents,
    tasks_completed: session.tasks_completed,
    tasks_failed: session.tasks_failed,
    worked_ms: session.worked_ms,
    usage: session.usage,
    budget: sessionLine(session).map(budgetView)[0] ?? null,
    created_at: session.created_at,
    updated_at: session.updated_at,
  };
}
