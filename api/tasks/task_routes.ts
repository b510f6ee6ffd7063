import { createRoute, z } from "@hono/zod-openapi";
import { AgentId, SessionId, TaskId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { TASK_STATUSES, type TaskStatus } from "@/domain/task.ts";
import { apiApp, problem } from "../api_app.ts";
import { answerOne } from "../etag.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { TaskView, taskView } from "../views.ts";

const ListOfTasks = z.strictObject({
  status: z.enum(TASK_STATUSES as [TaskStatus, ...TaskStatus[]]).optional(),
  session_id: SessionId.optional(),
  /** Parts of that task. */
  parent_id: TaskId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: TaskId.optional(),
});
const TaskPage = z.object({
  items: z.array(TaskView),
  /** Pass it as `cursor` for the next page; null at the end. */
  next_cursor: z.string().nullable(),
});

const listTasks = createRoute({
  method: "get",
  path: "/tasks",
  summary: "Tasks, newest first",
  request: {
    query: ListOfTasks.extend({
      agent_id: AgentId.optional(),
      /** Newest first. `GET /api/queue` has those that wait, by priority. */
      sort: z.enum(["-created_at"]).default("-created_at"),
    }),
  },
  responses: { 200: json(TaskPage, "One page of tasks"), ...problems(400) },
});
const listTasksOfAgent = createRoute({
  method: "get",
  path: "/agents/{id}/tasks",
  summary: "Tasks that an agent has or had, newest first",
  request: { params: z.object({ id: pathId }), query: ListOfTasks },
  responses: {
    200: json(TaskPage, "One page of tasks"),
    ...problems(400, 404),
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
    const { agent_id, sort: _, ...query } = c.req.valid("query");
    return c.json(await page(query, agent_id), 200);
  });

  app.openapi(listTasksOfAgent, async (c) => {
    const { id } = c.req.valid("param");
    const agent = await platform.findAgent(id as AgentId);
    if (agent) return c.json(await page(c.req.valid("query"), agent.id), 200);
    return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
  });

  async function page(
    { status, session_id, parent_id, limit, cursor }: z.infer<
      typeof ListOfTasks
    >,
    agentId: AgentId | undefined,
  ) {
    const { items, next } = await platform.listTasks({
      limit,
      ...(status ? { status } : {}),
      ...(agentId ? { agentId } : {}),
      ...(session_id ? { sessionId: session_id } : {}),
      ...(parent_id ? { parentId: parent_id } : {}),
      ...(cursor ? { cursor } : {}),
    });
    return { items: items.map(taskView), next_cursor: next };
  }

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
