import { createRoute, z } from "@hono/zod-openapi";
import { HISTORY_KINDS, MAX_SEARCH_CHARS } from "@/domain/history.ts";
import { AgentId, SessionId } from "@/domain/ids.ts";
import type { Queries } from "@/domain/platform.ts";
import { ATTEMPT_OUTCOMES } from "@/domain/task.ts";
import { apiApp, historyRefusal } from "../api_app.ts";
import { json, problems } from "../json_answers.ts";
import { HitView, hitView } from "./history_views.ts";

const moment = z.iso.datetime({ offset: true })
  .transform((text) => new Date(text).toISOString());

const searchHistory = createRoute({
  method: "get",
  path: "/history/search",
  summary: "Tasks and transcripts that have the words, what fits best first",
  request: {
    query: z.strictObject({
      /** Words; `"a phrase"`, `or` and `-without` work. Without it all tasks, newest first. */
      text: z.string().trim().max(MAX_SEARCH_CHARS).default(""),
      kind: z.enum(HISTORY_KINDS).optional(),
      agent_id: AgentId.optional(),
      session_id: SessionId.optional(),
      /** From this moment on. */
      from: moment.optional(),
      /** Before this moment. */
      to: moment.optional(),
      outcome: z.enum(ATTEMPT_OUTCOMES).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(500).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(HitView),
        next_cursor: z.string().nullable(),
      }),
      "One page of hits",
    ),
    ...problems(400, 503),
  },
});

/** What happened, also what is long over. */
export function historyRoutes(platform: Pick<Queries, "searchHistory">) {
  const app = apiApp();

  app.openapi(searchHistory, async (c) => {
    const { agent_id, session_id, ...search } = c.req.valid("query");
    const found = await platform.searchHistory({
      ...search,
      agentId: agent_id,
      sessionId: session_id,
    });
    if (!found.ok) return historyRefusal(c, found.refusal);
    const { items, next } = found.value;
    return c.json({ items: items.map(hitView), next_cursor: next }, 200);
  });

  return app;
}
