import { createRoute, z } from "@hono/zod-openapi";
import { FleetEvent } from "@/domain/event.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, historyRefusal, problem } from "../api_app.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { AttemptView } from "./history_views.ts";

const EventPage = z.object({
  items: z.array(FleetEvent),
  /** Pass it as `cursor` for what came later; null at the end. */
  next_cursor: z.string().nullable(),
});
const request = {
  params: z.object({ id: pathId }),
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(500).optional(),
  }),
};

const taskEvents = createRoute({
  method: "get",
  path: "/tasks/{id}/events",
  summary: "Everything the log told of a task, oldest first",
  request,
  responses: {
    200: json(EventPage, "One page of events"),
    ...problems(400, 404, 503),
  },
});
const taskAttempts = createRoute({
  method: "get",
  path: "/tasks/{id}/attempts",
  summary: "All runs of a task: by whom, how they ended, why they failed",
  request: { params: request.params },
  responses: {
    200: json(
      z.object({ items: z.array(AttemptView), next_cursor: z.null() }),
      "Attempts, the first one first",
    ),
    ...problems(400, 404, 503),
  },
});
const agentEvents = createRoute({
  method: "get",
  path: "/agents/{id}/events",
  summary: "Everything the log told of an agent, oldest first",
  request,
  responses: {
    200: json(EventPage, "One page of events"),
    ...problems(400, 404, 503),
  },
});

/** What happened to one task or agent, step by step. */
export function trailRoutes(platform: Queries) {
  const app = apiApp();

  app.openapi(taskEvents, async (c) => {
    const { id } = c.req.valid("param");
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const found = await platform.taskEvents(task.id, c.req.valid("query"));
    if (!found.ok) return historyRefusal(c, found.refusal);
    const { items, next } = found.value;
    return c.json({ items: [...items], next_cursor: next }, 200);
  });

  app.openapi(taskAttempts, async (c) => {
    const { id } = c.req.valid("param");
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const found = await platform.taskAttempts(task.id);
    if (!found.ok) return historyRefusal(c, found.refusal);
    return c.json({ items: [...found.value], next_cursor: null }, 200);
  });

  app.openapi(agentEvents, async (c) => {
    const { id } = c.req.valid("param");
    const agent = await platform.findAgent(id as AgentId);
    if (!agent) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    const found = await platform.agentEvents(agent.id, c.req.valid("query"));
    if (!found.ok) return historyRefusal(c, found.refusal);
    const { items, next } = found.value;
    return c.json({ items: [...items], next_cursor: next }, 200);
  });

  return app;
}
