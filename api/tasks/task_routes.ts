import { createRoute, z } from "@hono/zod-openapi";
import { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { TASK_STATUSES, type TaskStatus } from "@/domain/task.ts";
import { apiApp, problem } from "../api_app.ts";
import { answerOne } from "../etag.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { TaskView, taskView } from "../views.ts";

const listTasks = createRoute({
  method: "get",
  path: "/tasks",
  summary: "Tasks, newest first",
  request: {
    query: z.strictObject({
      status: z.enum(TASK_STATUSES as [TaskStatus, ...TaskStatus[]])
        .optional(),
      agent_id: AgentId.optional(),
      session_id: SessionId.optional(),
      /** Parts of that task. */
      parent_id: TaskId.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: TaskId.optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(TaskView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of tasks",
    ),
    ...problems(400),
  },
});
const getTask = createRoute({
  method: "get",
  path: "/tasks/{id}",
  summary: "One task with its whole text and result, by our id or your own",
  request: { params: z.object({ id: pathId }) },
  responses: { 200: json(TaskView, "The task"), ...problems(400, 404) },
});

/** Tasks, what became of them and what they cost. */
export function taskRoutes(platform: Queries) {
  const app = apiApp();

  app.openapi(listTasks, async (c) => {
    const { status, agent_id, session_id, parent_id, limit, cursor } = c.req
      .valid("query");
    const page = await platform.listTasks({
      limit,
      ...(status ? { status } : {}),
      ...(agent_id ? { agentId: agent_id } : {}),
      ...(session_id ? { sessionId: session_id } : {}),
      ...(parent_id ? { parentId: parent_id } : {}),
      ...(cursor ? { cursor } : {}),
    });
    return c.json({
      items: page.items.map(taskView),
      next_cursor: page.next,
    }, 200);
  });

  app.openapi(getTask, async (c) => {
    const { id } = c.req.valid("param");
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const view = taskView(task);
    const description = await platform.fullText(task.description);
    if (!("result" in task.state) || !view.result) {
      return answerOne(c, task, { ...view, description });
    }
    const output = await platform.fullText(task.state.result.output);
    return answerOne(c, task, {
      ...view,
      description,
      result: { ...view.result, output },
    });
  });

  return app;
}
