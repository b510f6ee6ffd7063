import { createRoute, z } from "@hono/zod-openapi";
import { HandoffId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, problem } from "../api_app.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { HandoffView, handoffView } from "./handoff_view.ts";

const request = { params: z.object({ id: pathId }) };

const getHandoff = createRoute({
  method: "get",
  path: "/handoffs/{id}",
  summary: "One hand-off: its steps, its parts, and every prompt",
  request,
  responses: {
    200: json(HandoffView, "The hand-off"),
    ...problems(400, 404),
  },
});
const getTaskHandoff = createRoute({
  method: "get",
  path: "/tasks/{id}/handoff",
  summary: "The hand-off that a task goes through, or went through last",
  request,
  responses: {
    200: json(HandoffView, "The hand-off"),
    ...problems(400, 404),
  },
});

/** Tasks on their way from managers to workers and back. */
export function handoffRoutes(platform: Queries) {
  const app = apiApp();
  const view = (id: HandoffId | null) => found(platform, id);

  app.openapi(getHandoff, async (c) => {
    const { id } = c.req.valid("param");
    const handoff = await view(HandoffId.safeParse(id).data ?? null);
    if (handoff) return c.json(handoff, 200);
    return problem(c, "handoff_not_found", `Cannot find hand-off "${id}"`);
  });

  app.openapi(getTaskHandoff, async (c) => {
    const { id } = c.req.valid("param");
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const handoff = await view(task.handoff_id);
    if (handoff) return c.json(handoff, 200);
    return problem(
      c,
      "handoff_not_found",
      `Cannot find the hand-off of task "${id}": it has none`,
    );
  });

  return app;
}

async function found(
  platform: Queries,
  id: HandoffId | null,
): Promise<HandoffView | undefined> {
  const handoff = id === null ? undefined : await platform.findHandoff(id);
  return handoff &&
    await handoffView(handoff, (text) => platform.fullText(text));
}
