import { createRoute, z } from "@hono/zod-openapi";
import { Budget, BUDGET_SCOPES, type BudgetTarget } from "@/domain/budget.ts";
import { budgetLines } from "@/domain/budget_lines.ts";
import { AgentId, SessionId } from "@/domain/ids.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { BudgetView, budgetView } from "./budget_view.ts";

const OWN_SCOPES = BUDGET_SCOPES.filter((scope) => scope !== "day");
const params = z.object({ scope: z.enum(OWN_SCOPES), id: pathId });
const NewBudget = Budget.clone().openapi("NewBudget");

const Budgets = z.object({
  /** Whether used-up budgets hold work back at all. */
  enabled: z.boolean(),
  /** Of all that has not ended, the most used first. */
  items: z.array(BudgetView),
}).openapi("Budgets");

const listBudgets = createRoute({
  method: "get",
  path: "/budgets",
  summary: "All budgets and what is used of them",
  responses: { 200: json(Budgets, "The budgets") },
});
const switchBudgets = createRoute({
  method: "put",
  path: "/budgets",
  summary: "Let used-up budgets hold work back, or not",
  request: { body: jsonBody(z.strictObject({ enabled: z.boolean() })) },
  responses: {
    200: json(Budgets, "The budgets, as they count now"),
    ...problems(400, 413, 415, 503),
  },
});
const setOfDay = createRoute({
  method: "put",
  path: "/budgets/day",
  summary: "Give or change the budget of each day",
  description: "Days are those of UTC. A new day begins with nothing used.",
  request: { body: jsonBody(NewBudget) },
  responses: {
    200: json(BudgetView, "The budget as it stands"),
    ...problems(400, 413, 415, 503),
  },
});
const removeOfDay = createRoute({
  method: "delete",
  path: "/budgets/day",
  summary: "Take the budget of each day away",
  responses: { 200: json(Budgets, "Those that are left"), ...problems(503) },
});
const setBudget = createRoute({
  method: "put",
  path: "/budgets/{scope}/{id}",
  summary: "Give, raise or lower the budget of a task, an agent or a session",
  description:
    "A task's budget counts for all its parts, an agent's for its whole life. At 80 % a person is warned; at 100 % nothing more begins in it, and what runs stops after its turn, until the budget is raised or what it is for is ended.",
  request: { params, body: jsonBody(NewBudget) },
  responses: {
    200: json(BudgetView, "The budget as it stands"),
    ...problems(400, 404, 409, 413, 415, 503),
  },
});
const removeBudget = createRoute({
  method: "delete",
  path: "/budgets/{scope}/{id}",
  summary: "Take a budget away",
  request: { params },
  responses: {
    200: json(Budgets, "Those that are left"),
    ...problems(400, 404, 409, 503),
  },
});
const endBudgeted = createRoute({
  method: "post",
  path: "/budgets/{scope}/{id}/end",
  summary: "End the work that a budget is for",
  description:
    "Cancels the task with its parts, or the open tasks of the agent or the session.",
  request: { params },
  responses: {
    200: json(
      z.object({ ended_tasks: z.int() }),
      "How many tasks ended, not counting parts",
    ),
    ...problems(400, 404, 409, 503),
  },
});

/** What work may use up, and what becomes of it when it did. */
export function budgetRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(listBudgets, (c) => c.json(budgetsView(platform), 200));

  app.openapi(switchBudgets, async (c) => {
    const outcome = await platform.enableBudgets(c.req.valid("json").enabled);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(budgetsView(platform), 200);
  });

  app.openapi(setOfDay, async (c) => {
    const target = { scope: "day" } as const;
    const outcome = await platform.setBudget(target, c.req.valid("json"));
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(budgetView(outcome.value!), 200);
  });

  app.openapi(removeOfDay, async (c) => {
    const outcome = await platform.setBudget({ scope: "day" }, null);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(budgetsView(platform), 200);
  });

  app.openapi(setBudget, async (c) => {
    const target = await targetOf(platform, c.req.valid("param"));
    if (!target) return notFound(c);
    const outcome = await platform.setBudget(target, c.req.valid("json"));
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(budgetView(outcome.value!), 200);
  });

  app.openapi(removeBudget, async (c) => {
    const target = await targetOf(platform, c.req.valid("param"));
    if (!target) return notFound(c);
    const outcome = await platform.setBudget(target, null);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(budgetsView(platform), 200);
  });

  app.openapi(endBudgeted, async (c) => {
    const target = await targetOf(platform, c.req.valid("param"));
    if (!target) return notFound(c);
    const outcome = await platform.endBudgeted(target);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json({ ended_tasks: outcome.value }, 200);
  });

  return app;
}

type OwnTarget = Exclude<BudgetTarget, { scope: "day" }>;

/** Whom the path names; a task also by the caller's own id. */
async function targetOf(
  platform: Queries,
  { scope, id }: z.infer<typeof params>,
): Promise<OwnTarget | undefined> {
  switch (scope) {
    case "task": {
      const task = await platform.findTask(id);
      return task && { scope, id: task.id };
    }
    case "agent": {
      const known = AgentId.safeParse(id);
      return known.success ? { scope, id: known.data } : undefined;
    }
    case "session": {
      const known = SessionId.safeParse(id);
      return known.success ? { scope, id: known.data } : undefined;
    }
  }
}

function notFound(c: Parameters<typeof problem>[0]) {
  const { scope, id } = c.req.param();
  return problem(
    c,
    `${scope as OwnTarget["scope"]}_not_found`,
    `Cannot find ${scope} "${id}"`,
  );
}

function budgetsView(platform: Queries): z.infer<typeof Budgets> {
  const fleet = platform.fleet();
  return {
    enabled: fleet.budgets.enabled,
    items: budgetLines(fleet).map(budgetView),
  };
}
