import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { AgentId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { apiApp, problem } from "../api_app.ts";
import { answerOne } from "../etag.ts";
import { json, pathId, problems } from "../json_answers.ts";
import { ListOfTasks, taskPage } from "./task_page.ts";
import { TaskView, taskView } from "../views.ts";

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
    query: ListOfTasks,
  },
  responses: { 200: json(TaskPage, "One page of tasks"), ...problems(400) },
});
const listTasksOfAgent = createRoute({
  method: "get",
  path: "/agents/{id}/tasks",
  summary: "Tasks that an agent has or had, newest first",
  request: {
    params: z.object({ id: pathId }),
    query: ListOfTasks.omit({ agent_id: true }),
  },
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

  app.openapi(listTasks, (c) => answer(c, c.req.valid("query")));

  app.openapi(listTasksOfAgent, async (c) => {
    const { id } = c.req.valid("param");
    const agent = await platform.findAgent(id as AgentId);
    if (!agent) {
      return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
    }
    return await answer(c, { ...c.req.valid("query"), agent_id: agent.id });
  });

  async function answer(c: Context, query: z.infer<typeof ListOfTasks>) {
    const page = await taskPage(platform, query);
    if (!page) {
      return problem(c, "invalid_cursor", "The cursor is not one of this list");
    }
    return c.json({
      items: page.items.map(taskView),
      next_cursor: page.next,
    }, 200);
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
