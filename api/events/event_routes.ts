import { createRoute, z } from "@hono/zod-openapi";
import { apiApp, problem } from "../api_app.ts";
import { problems } from "../json_answers.ts";
import type { SseHub } from "./sse_hub.ts";
import { parseTopics } from "./topics.ts";

const events = createRoute({
  method: "get",
  path: "/events",
  summary: "The event log as a stream of server-sent events",
  request: {
    query: z.strictObject({
      /** The last event that the caller has; 0 for the whole log. */
      since: z.string().optional(),
      topics: z.string().max(2_000).optional(),
    }),
  },
  responses: {
    200: {
      description:
        "Without `since` and Last-Event-ID a snapshot, then every event after it",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problems(400),
  },
});

/** The stream that pages and programs follow. */
export function eventRoutes(hub: SseHub) {
  const app = apiApp();

  app.openapi(events, (c) => {
    const query = c.req.valid("query");
    const topics = parseTopics(query.topics);
    if (!topics) {
      return problem(
        c,
        "invalid_request",
        `topics: takes fleet, transcripts and transcript:<agent id>, got "${query.topics}"`,
      );
    }
    // A browser that comes back names the last event it got; that is newer than its address.
    const since = c.req.header("last-event-id") ?? query.since;
    if (since !== undefined && !/^\d{1,15}$/.test(since)) {
      return problem(
        c,
        "invalid_event_id",
        `Cannot resume after "${since}": it is no event id`,
      );
    }
    // HEAD asks for no body, and nobody would ever end one.
    const body = c.req.method === "HEAD"
      ? null
      : hub.open(topics, since === undefined ? undefined : +since);
    return new Response(body, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  });

  return app;
}
