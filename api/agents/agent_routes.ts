import { createRoute, z } from "@hono/zod-openapi";
import type { AgentId } from "@/domain/ids.ts";
import { NewAgent } from "@/domain/new_agent.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { NewTask } from "@/domain/task.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { AgentView, agentView, TaskView, taskView } from "../views.ts";
import { agentPage, ListOfAgents } from "./agent_page.ts";
import { requestedConfig } from "./requested_config.ts";

const id = z.object({ id: pathId });

const createAgent = createRoute({
  method: "post",
  path: "/agents",
  summary: "Create an agent; its process starts after the answer",
  request: { body: jsonBody(NewAgent) },
  responses: {
    201: json(AgentView, "The agent, starting"),
    ...problems(400, 404, 409, 413, 415, 422, 429, 503, 507),
  },
});
const listAgents = createRoute({
  method: "get",
  path: "/agents",
  summary: "All living agents and those that ended lately",
  request: { query: ListOfAgents },
  responses: {
    200: json(
      z.object({
        items: z.array(AgentView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of agents",
    ),
    ...problems(400),
  },
});
const getAgent = createRoute({
  method: "get",
  path: "/agents/{id}",
  summary: "One agent",
  request: { params: id },
  responses: { 200: json(AgentView, "The agent"), ...problems(400, 404) },
});
const terminateAgent = createRoute({
  method: "delete",
  path: "/agents/{id}",
  summary: "Terminate an agent; answers when its processes are gone",
  request: { params: id },
  responses: {
    200: json(AgentView, "The agent, terminated"),
    ...problems(400, 404, 503),
  },
});
const interruptAgent = createRoute({
  method: "post",
  path: "/agents/{id}/interrupt",
  summary: "End the running turn; its task fails as interrupted",
  request: { params: id },
  responses: {
    202: json(AgentView, "The interruption is on its way"),
    ...problems(400, 404, 409, 503),
  },
});
const giveTask = createRoute({
  method: "post",
  path: "/agents/{id}/tasks",
  summary: "Give an agent a task; it waits until the agent is free",
  request: { params: id, body: jsonBody(NewTask) },
  responses: {
    200: json(TaskView, "The task that this id already names"),
    201: json(TaskView, "The new task"),
    ...problems(400, 404, 409, 413, 415, 503, 507),
  },
});

/** Agents, and the tasks that are given to them. */
export function agentRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(createAgent, async (c) => {
    const config = requestedConfig(platform, c.req.valid("json"));
    if (!config.ok) return refusal(c, config.refusal);
    const outcome = await platform.createAgent(config.value);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    c.header("location", `/api/agents/${outcome.value.id}`);
    return answerOne(c, outcome.value, agentView(outcome.value), 201);
  });

  app.openapi(listAgents, (c) => {
    const agents = Object.values(platform.fleet().agents);
    const page = agentPage(agents, c.req.valid("query"));
    if (!page) {
      return problem(c, "invalid_cursor", "The cursor is not one of this list");
    }
    const { items, next: next_cursor } = page;
    return c.json({ items: items.map(agentView), next_cursor }, 200);
  });

  app.openapi(getAgent, async (c) => {
    const agent = await platform.findAgent(c.req.valid("param").id as AgentId);
    if (agent) return answerOne(c, agent, agentView(agent));
    return agentNotFound(c);
  });

  app.openapi(terminateAgent, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    const agent = c.req.header("if-match") && await platform.findAgent(id);
    const late = agent && changedMeanwhile(c, agent);
    if (late) return late;
    const outcome = await platform.terminateAgent(id);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, agentView(outcome.value));
  });

  app.openapi(interruptAgent, async (c) => {
    const outcome = await platform.interruptAgent(
      c.req.valid("param").id as AgentId,
    );
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, agentView(outcome.value), 202);
  });

  app.openapi(giveTask, async (c) => {
    const outcome = await platform.assignTask(
      c.req.valid("param").id as AgentId,
      c.req.valid("json"),
    );
    if (!outcome.ok) return refusal(c, outcome.refusal);
    const { task, created } = outcome.value;
    c.header("location", `/api/tasks/${task.id}`);
    return answerOne(c, task, taskView(task), created ? 201 : 200);
  });

  return app;
}

function agentNotFound(c: Parameters<typeof problem>[0]) {
  return problem(
    c,
    "agent_not_found",
    `Cannot find agent "${c.req.param("id")}"`,
  );
}
