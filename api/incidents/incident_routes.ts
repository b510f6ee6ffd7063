import { createRoute, z } from "@hono/zod-openapi";
import { orWorse } from "@/domain/errors/error_type.ts";
import { IncidentId } from "@/domain/ids.ts";
import { STEP_CHARS } from "@/domain/incident.ts";
import type {
  IncidentCommands,
  IncidentQueries,
} from "@/domain/incident_port.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { WHICH_FAILURES } from "../errors/which_failures.ts";
import { answerOne } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { IncidentView, incidentView, STATUSES } from "./incident_view.ts";

const params = z.object({ id: pathId });

const listIncidents = createRoute({
  method: "get",
  path: "/incidents",
  summary: "What went wrong by cause, newest first, also what is long over",
  request: {
    query: z.strictObject({
      status: z.enum(STATUSES).optional(),
      ...WHICH_FAILURES,
      cursor: IncidentId.optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(IncidentView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of incidents",
    ),
    ...problems(400),
  },
});
const getIncident = createRoute({
  method: "get",
  path: "/incidents/{id}",
  summary: "One incident with its evidence and what was done about it",
  request: { params },
  responses: {
    200: json(IncidentView, "The incident"),
    ...problems(400, 404),
  },
});
const acknowledgeIncident = createRoute({
  method: "post",
  path: "/incidents/{id}/acknowledge",
  summary: "Take notice: it needs no person any more, and goes on as it would",
  request: { params },
  responses: {
    200: json(IncidentView, "The incident as it is now"),
    ...problems(400, 404, 503),
  },
});
const closeIncident = createRoute({
  method: "post",
  path: "/incidents/{id}/close",
  summary: "Close it: the same failure again is another incident",
  request: {
    params,
    body: jsonBody(
      z.strictObject({ note: z.string().max(STEP_CHARS).default("") }),
    ),
  },
  responses: {
    200: json(IncidentView, "The incident as it is now"),
    ...problems(400, 404, 413, 415, 503),
  },
});

/** What went wrong, and what became of it. */
export function incidentRoutes(platform: IncidentCommands & IncidentQueries) {
  const app = apiApp();

  app.openapi(listIncidents, async (c) => {
    const query = c.req.valid("query");
    const page = await platform.listIncidents({
      status: query.status,
      errorType: query.error_type,
      kind: query.kind,
      severities: query.severity && orWorse(query.severity),
      agentId: query.agent_id,
      taskId: query.task_id,
      sessionId: query.session_id,
      limit: query.limit,
      cursor: query.cursor,
    });
    return c.json({
      items: page.items.map(incidentView),
      next_cursor: page.next,
    }, 200);
  });

  app.openapi(getIncident, async (c) => {
    const id = IncidentId.safeParse(c.req.valid("param").id);
    const incident = id.data && await platform.findIncident(id.data);
    return incident
      ? answerOne(c, incident, incidentView(incident))
      : incidentNotFound(c);
  });

  app.openapi(acknowledgeIncident, async (c) => {
    const id = IncidentId.safeParse(c.req.valid("param").id);
    if (!id.success) return incidentNotFound(c);
    const outcome = await platform.acknowledgeIncident(id.data);
    return outcome.ok
      ? answerOne(c, outcome.value, incidentView(outcome.value))
      : refusal(c, outcome.refusal);
  });

  app.openapi(closeIncident, async (c) => {
    const id = IncidentId.safeParse(c.req.valid("param").id);
    if (!id.success) return incidentNotFound(c);
    const { note } = c.req.valid("json");
    const outcome = await platform.closeIncident(id.data, note);
    return outcome.ok
      ? answerOne(c, outcome.value, incidentView(outcome.value))
      : refusal(c, outcome.refusal);
  });

  return app;
}

/** What cannot be an id names no incident. */
function incidentNotFound(c: Parameters<typeof problem>[0]) {
  return problem(
    c,
    "incident_not_found",
    `Cannot find incident "${c.req.param("id")}"`,
  );
}
