import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AgentId, SessionId, type TaskId } from "@/domain/ids.ts";
import type { Commands, Outcome, Queries } from "@/domain/platform.ts";
import { NewTask, type Task, TaskChange } from "@/domain/task.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { TaskView, taskView } from "../views.ts";

const id = z.object({ id: pathId });

const createTask = createRoute({
  method: "post",
  path: "/tasks",
  summary: "Create a task for one agent, or for anybody who can do it",
  request: {
    body: jsonBody(NewTask.extend({
      /** Only this agent may do it; without it, anybody who can. */
      agent_id: AgentId.optional(),
      /** Without it, the session of its agent. */
      session_id: SessionId.optional(),
    })),
  },
  responses: {
    200: json(TaskView, "The task that this id already names"),
    201: json(TaskView, "The new task"),
    ...problems(400, 404, 409, 413, 415, 429, 503, 507),
  },
});
const cancelTask = createRoute({
  method: "post",
  path: "/tasks/{id}/cancel",
  summary: "End a task with all its parts; a running turn is interrupted",
  request: { params: id },
  responses: {
    200: json(TaskView, "The task, cancelled"),
    ...problems(400, 404, 409, 503),
  },
});
const deleteTask = createRoute({
  method: "delete",
  path: "/tasks/{id}",
  summary: "End a task with all its parts; the same as to cancel it",
  description:
    "What was done stays in the history. A task that has ended is answered as it is.",
  request: { params: id },
  responses: {
    200: json(TaskView, "The task, ended"),
    ...problems(400, 404, 409, 503),
  },
});
const retryTask = createRoute({
  method: "post",
  path: "/tasks/{id}/retry",
  summary: "Let a failed or cancelled task be tried again",
  request: { params: id },
  responses: {
    200: json(TaskView, "The task, waiting"),
    ...problems(400, 404, 409, 429, 503, 507),
  },
});
const reassignTask = createRoute({
  method: "post",
  path: "/tasks/{id}/reassign",
  summary: "Give a waiting task to another agent, or to anybody",
  request: {
    params: id,
    body: jsonBody(z.strictObject({
      /** null: anybody who can do it. */
      agent_id: AgentId.nullable(),
    })),
  },
  responses: {
    200: json(TaskView, "The task with its new agent"),
    ...problems(400, 404, 409, 413, 415, 503),
  },
});

const changeTask = createRoute({
  method: "patch",
  path: "/tasks/{id}",
  summary: "Change the priority or the dependencies of a waiting task",
  request: { params: id, body: jsonBody(TaskChange) },
  responses: {
    200: json(TaskView, "The task as it is now"),
    ...problems(400, 404, 409, 413, 415, 503),
  },
});

/** What may be done with tasks. */
export function taskCommandRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(createTask, async (c) => {
    const { agent_id, session_id, ...task } = c.req.valid("json");
    const outcome = await platform.createTask(task, {
      ...(agent_id ? { agentId: agent_id } : {}),
      ...(session_id ? { sessionId: session_id } : {}),
    });
    if (!outcome.ok) return refusal(c, outcome.refusal);
    const { task: made, created } = outcome.value;
    c.header("location", `/api/tasks/${made.id}`);
    return answerOne(c, made, taskView(made), created ? 201 : 200);
  });

  app.openapi(
    cancelTask,
    (c) => answer(c, c.req.valid("param").id, platform.cancelTask),
  );
  app.openapi(
    deleteTask,
    (c) =>
      answer(c, c.req.valid("param").id, async (id) => {
        const outcome = await platform.cancelTask(id);
        if (outcome.ok || outcome.refusal.code !== "task_ended") return outcome;
        const value = await platform.findTask(id);
        return value ? { ok: true, value } : outcome;
      }),
  );
  app.openapi(
    retryTask,
    (c) => answer(c, c.req.valid("param").id, platform.retryTask),
  );
  app.openapi(reassignTask, (c) => {
    const { agent_id } = c.req.valid("json");
    return answer(
      c,
      c.req.valid("param").id,
      (task) => platform.reassignTask(task, agent_id),
    );
  });

  app.openapi(changeTask, (c) => {
    const change = c.req.valid("json");
    return answer(
      c,
      c.req.valid("param").id,
      (task) => platform.changeTask(task, change),
    );
  });

  /** Does it to the task of that id, ours or the caller's own. */
  async function answer(
    c: Context,
    id: string,
    command: (id: TaskId) => Promise<Outcome<Task>>,
  ) {
    const task = await platform.findTask(id);
    if (!task) return problem(c, "task_not_found", `Cannot find task "${id}"`);
    const late = changedMeanwhile(c, task);
    if (late) return late;
    const outcome = await command.call(platform, task.id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, taskView(outcome.value));
  }

  return app;
}
