import { createRoute, z } from "@hono/zod-openapi";
import { Budget } from "@/domain/budget.ts";
import { SessionId } from "@/domain/ids.ts";
import type { Commands, Queries } from "@/domain/platform.ts";
import { SessionName } from "@/domain/session.ts";
import { SESSION_STATUSES } from "@/domain/session_status.ts";
import { apiApp, problem, refusal } from "../api_app.ts";
import { answerOne, changedMeanwhile } from "../etag.ts";
import { json, jsonBody, pathId, problems } from "../json_answers.ts";
import { ListOfSessions, sessionPage } from "./session_page.ts";
import { SessionView, sessionView } from "./session_view.ts";

const id = z.object({ id: pathId });
const status = z.enum(SESSION_STATUSES);

const NewSession = z.strictObject({
  name: SessionName,
  budget: Budget.optional(),
}).openapi("NewSession");

/** One thing at a time, so that a refusal never leaves half of a change behind. */
const SessionChange = z.strictObject({
  name: SessionName.optional(),
  status: status.optional(),
}).refine(
  (change) => (change.name === undefined) !== (change.status === undefined),
  "takes either a name or a status",
).openapi("SessionChange");

const createSession = createRoute({
  method: "post",
  path: "/sessions",
  summary: "Begin a named piece of work",
  request: { body: jsonBody(NewSession) },
  responses: {
    201: json(SessionView, "The session"),
    ...problems(400, 413, 415, 503),
  },
});
const listSessions = createRoute({
  method: "get",
  path: "/sessions",
  summary: "Sessions, newest first",
  request: {
    query: ListOfSessions,
  },
  responses: {
    200: json(
      z.object({
        items: z.array(SessionView),
        /** Pass it as `cursor` for the next page; null at the end. */
        next_cursor: z.string().nullable(),
      }),
      "One page of sessions",
    ),
    ...problems(400),
  },
});
const getSession = createRoute({
  method: "get",
  path: "/sessions/{id}",
  summary: "One session and its totals",
  request: { params: id },
  responses: { 200: json(SessionView, "The session"), ...problems(400, 404) },
});
const changeSession = createRoute({
  method: "patch",
  path: "/sessions/{id}",
  summary: "Rename a session, archive it, or take it up again",
  request: { params: id, body: jsonBody(SessionChange) },
  responses: {
    200: json(SessionView, "The session as it is now"),
    ...problems(400, 404, 409, 413, 415, 503),
  },
});

/** Named pieces of work. */
export function sessionRoutes(platform: Commands & Queries) {
  const app = apiApp();

  app.openapi(createSession, async (c) => {
    const { name, budget } = c.req.valid("json");
    const outcome = await platform.createSession(name, budget);
    if (!outcome.ok) return refusal(c, outcome.refusal);
    c.header("location", `/api/sessions/${outcome.value.id}`);
    return answerOne(c, outcome.value, sessionView(outcome.value), 201);
  });

  app.openapi(listSessions, async (c) => {
    const page = await sessionPage(platform, c.req.valid("query"));
    if (!page) {
      return problem(c, "invalid_cursor", "The cursor is not one of this list");
    }
    return c.json({
      items: page.items.map(sessionView),
      next_cursor: page.next,
    }, 200);
  });

  app.openapi(getSession, async (c) => {
    const id = SessionId.safeParse(c.req.valid("param").id);
    const session = id.data && await platform.findSession(id.data);
    if (session) return answerOne(c, session, sessionView(session));
    return sessionNotFound(c);
  });

  app.openapi(changeSession, async (c) => {
    const id = SessionId.safeParse(c.req.valid("param").id);
    if (!id.success) return sessionNotFound(c);
    const before = c.req.header("if-match") &&
      await platform.findSession(id.data);
    const late = before && changedMeanwhile(c, before);
    if (late) return late;
    const outcome = await change(platform, id.data, c.req.valid("json"));
    if (!outcome.ok) return refusal(c, outcome.refusal);
    return answerOne(c, outcome.value, sessionView(outcome.value));
  });

  return app;
}

/** What cannot be an id names no session. */
function sessionNotFound(c: Parameters<typeof problem>[0]) {
  return problem(
    c,
    "session_not_found",
    `Cannot find session "${c.req.param("id")}"`,
  );
}

function change(
  platform: Commands,
  id: SessionId,
  { name, status }: z.infer<typeof SessionChange>,
) {
  if (name !== undefined) return platform.renameSession(id, name);
  return status === "archived"
    ? platform.archiveSession(id)
    : platform.restoreSession(id);
}
