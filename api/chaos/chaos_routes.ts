import { createRoute, z } from "@hono/zod-openapi";
import { ChaosAct, type ChaosService } from "@/domain/chaos_port.ts";
import { AgentId } from "@/domain/ids.ts";
import { apiApp, refusal } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";

const ChaosView = z.object({
  act: ChaosAct,
  after_seq: z.int(),
  agent_id: AgentId.nullable(),
  told: z.string(),
}).openapi("Chaos");

const postChaos = createRoute({
  method: "post",
  path: "/chaos",
  summary: "Break a part of the demo; there is no such route elsewhere",
  request: { body: jsonBody(z.strictObject({ act: ChaosAct })) },
  responses: {
    202: json(ChaosView, "It is broken; events tell how it settles"),
    ...problems(400, 404, 413, 415, 503),
  },
});

/** What visitors of the demo may break. */
export function chaosRoutes(chaos: ChaosService) {
  const app = apiApp();
  app.openapi(postChaos, async (c) => {
    const outcome = await chaos.breakPart(c.req.valid("json").act);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(outcome.value, 202);
  });
  return app;
}
