import { z } from "zod";
import { Actor } from "../actor.ts";
import { Budget, BUDGET_SCOPES } from "../budget.ts";
import { AgentId, SessionId, TaskId } from "../ids.ts";
import { Usage } from "../usage.ts";
import { envelope } from "./envelopes.ts";

/** About one budget: the id that its scope takes is there, and none for the day. */
const budgetEvent = envelope.extend({
  task_id: TaskId.optional(),
  agent_id: AgentId.optional(),
  session_id: SessionId.optional(),
});
const scope = z.enum(BUDGET_SCOPES);
const state = z.object({ scope, budget: Budget, used: Usage });

/** What work may use up, and that it did. */
export const BUDGET_EVENTS = [
  /** Given, changed, or taken away. That of an agent is told by `agent.edited`. */
  budgetEvent.extend({
    type: z.literal("budget.set"),
    data: z.object({
      scope: z.enum(["task", "session", "day"]),
      budget: Budget.nullable(),
      by: Actor,
    }),
  }),
  /** Most of it is used. Told once, and again after it was raised. */
  budgetEvent.extend({ type: z.literal("budget.warned"), data: state }),
  /** All of it is used: nothing begins in it until a person raises it, or ends what it is for. */
  budgetEvent.extend({ type: z.literal("budget.reached"), data: state }),
  /** A new day began, and what the last one had used up counts no more. */
  envelope.extend({
    type: z.literal("budget.renewed"),
    data: z.object({ day: z.iso.date() }),
  }),
  /** Whether budgets hold work back at all. */
  envelope.extend({
    type: z.literal("budget.switched"),
    data: z.object({ by: Actor, enabled: z.boolean() }),
  }),
] as const;
