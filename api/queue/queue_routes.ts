import { createRoute, z } from "@hono/zod-openapi";
import { oneLine } from "@/domain/one_line.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { QueueState } from "@/domain/queue.ts";
import { waitingTasks } from "@/domain/waiting_tasks.ts";
import { apiApp, refusal } from "../api_app.ts";
import { json, jsonBody, problems } from "../json_answers.ts";
import { TaskView, taskView } from "../views.ts";

const QueueView = QueueState.extend({
  /** Tasks that nobody works on, in the order in which they are given out. */
  items: z.array(TaskView),
}).openapi("Queue");

const getQueue = createRoute({
  method: "get",
  path: "/queue",
  summary: "The tasks that wait, and whether they are given out",
  responses: { 200: json(QueueView, "The queue") },
});
const pauseQueue = createRoute({
  method: "post",
  path: "/queue/pause",
  summary: "Give out no task from now on; what runs goes on to its end",
  request: { body: jsonBody(z.strictObject({ reason: oneLine(200) })) },
  responses: {
    200: json(QueueState, "The queue, paused"),
    ...problems(400, 413, 415, 503),
  },
});
const resumeQueue = createRoute({
  method: "post",
  path: "/queue/resume",
  summary: "Give out tasks again",
  responses: {
    200: json(QueueState, "The queue, open"),
    ...problems(400, 503),
  },
});

/** The queue of waiting tasks. */
export function queueRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(getQueue, (c) => {
    const { tasks, queue } = platform.fleet();
    const items = waitingTasks(tasks).map(taskView);
    return c.json({ ...queue, items }, 200);
  });

  app.openapi(pauseQueue, async (c) => {
    const outcome = await platform.pauseQueue(c.req.valid("json").reason);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(outcome.value, 200);
  });

  app.openapi(resumeQueue, async (c) => {
    const outcome = await platform.resumeQueue();
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return c.json(outcome.value, 200);
  });

  return app;
}
