import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Agent } from "@/domain/agent.ts";
import { AgentChange, fieldsAfterRestart } from "@/domain/agent_change.ts";
import type { AgentId } from "@/domain/ids.ts";
import { oneLine } from "@/domain/one_line.ts";
import type { Commands, Outcome, Queries } from "@/domain/platform.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { AgentView, agentView } from "../views.ts";

const params = z.object({ id: pathId });

const ChangedAgentView = AgentView.extend({
  /** Fields of the change that wait for the next start of its process. */
  after_restart: z.array(z.string()),
}).openapi("ChangedAgent");

const changeAgent = createRoute({
  method: "patch",
  path: "/agents/{id}",
  summary: "Change an agent that lives",
  description:
    "Name, capabilities and `permission_mode` count at once, also within a turn, `resource_limits.timeout_seconds` with its next task. The rest is read by its process when that starts: `after_restart` names what waits for it.",
  request: {
    params,
    body: jsonBody(AgentChange.clone().openapi("AgentChange")),
  },
  responses: {
    200: json(ChangedAgentView, "The agent as it is now"),
    ...problems(400, 404, 409, 503),
  },
});
const pauseAgent = createRoute({
  method: "post",
  path: "/agents/{id}/pause",
  summary: "Let an agent stand still, also after a restart of the server",
  description:
    "It gets no work and no messages. If it works, its processes are stopped where they are, and the time of its task stands still.",
  request: {
    params,
    body: jsonBody(z.strictObject({ reason: oneLine(200) })),
  },
  responses: {
    200: json(AgentView, "The agent, held"),
    ...problems(400, 404, 409, 503),
  },
});
const resumeAgent = createRoute({
  method: "post",
  path: "/agents/{id}/resume",
  summary: "Let a paused agent go on where it was",
  request: { params },
  responses: {
    200: json(AgentView, "The agent, held no more"),
    ...problems(400, 404, 409, 503),
  },
});
const restartAgent = createRoute({
  method: "post",
  path: "/agents/{id}/restart",
  summary: "Replace an agent's process, in the same session of Claude",
  description:
    "Also after it had failed. What it works on is tried again. Answers when the old process is gone.",
  request: { params },
  responses: {
    202: json(AgentView, "The agent, starting"),
    ...problems(400, 404, 409, 429, 503, 507),
  },
});

/** What may be done with an agent while it lives. */
export function agentControlRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(changeAgent, async (c) => {
    const id = c.req.valid("param").id as AgentId;
    const before = await platform.findAgent(id);
    if (!before) return agentNotFound(c, id);
    const late = changedMeanwhile(c, before);
    if (late) return late;
    const outcome = await platform.changeAgent(id, c.req.valid("json"));
    if (!outcome.ok) return refusal(c, outcome.refusal);
    const agent = outcome.value;
    return answerOne(c, agent, {
      ...agentView(agent),
      after_restart: fieldsAfterRestart(before.config, agent.config),
    });
  });

  app.openapi(pauseAgent, (c) => {
    const { reason } = c.req.valid("json");
    return answer(c, 200, (id) => platform.pauseAgent(id, reason));
  });
  app.openapi(
    resumeAgent,
    (c) => answer(c, 200, (id) => platform.resumeAgent(id)),
  );
  app.openapi(
    restartAgent,
    (c) => answer(c, 202, (id) => platform.restartAgent(id)),
  );

  async function answer(
    c: Context,
    status: 200 | 202,
    command: (id: AgentId) => Promise<Outcome<Agent>>,
  ) {
    const outcome = await command(c.req.param("id") as AgentId);
    return outcome.ok
      ? answerOne(c, outcome.value, agentView(outcome.value), status)
      : refusal(c, outcome.refusal);
  }

  return app;
}

function agentNotFound(c: Context, id: string) {
  return problem(c, "agent_not_found", `Cannot find agent "${id}"`);
}
