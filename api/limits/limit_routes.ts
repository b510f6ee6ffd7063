import { createRoute, z } from "@hono/zod-openapi";
import { LimitsState } from "@/domain/limits.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { isHeldByLimits } from "@/domain/waiting_tasks.ts";
import { apiApp, refusal } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";

const LimitsView = LimitsState.pick({
  enabled: true,
  closed: true,
  lowered: true,
}).extend({
  /** Waiting tasks that are held back now. */
  waiting_tasks: z.int(),
}).openapi("Limits");

const getLimits = createRoute({
  method: "get",
  path: "/limits",
  summary: "Whether limits of the account hold work back, and until when",
  responses: { 200: json(LimitsView, "The gate") },
});
const putLimits = createRoute({
  method: "put",
  path: "/limits",
  summary: "Let limits of the account hold work back, or let it fail",
  request: { body: jsonBody(z.strictObject({ enabled: z.boolean() })) },
  responses: {
    200: json(LimitsView, "The gate, as it is set now"),
    ...problems(400, 413, 415, 503),
  },
});
const openLimits = createRoute({
  method: "post",
  path: "/limits/open",
  summary: "Try again now, before the time of a limit is over",
  responses: {
    200: json(LimitsView, "The gate, open"),
    ...problems(400, 503),
  },
});

/** The gate for what the account may use. */
export function limitRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(getLimits, (c) => c.json(limitsView(platform), 200));

  app.openapi(putLimits, async (c) => {
    const outcome = await platform.enableLimits(c.req.valid("json").enabled);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(limitsView(platform), 200);
  });

  app.openapi(openLimits, async (c) => {
    const outcome = await platform.openLimits();
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(limitsView(platform), 200);
  });

  return app;
}

function limitsView(platform: Queries): z.infer<typeof LimitsView> {
  const { limits: { enabled, closed, lowered }, tasks } = platform.fleet();
  const waiting_tasks = closed
    ? Object.values(tasks).filter(isHeldByLimits).length
    : 0;
  return { enabled, closed, lowered, waiting_tasks };
}
