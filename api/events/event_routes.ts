import { createRoute, z } from "@hono/zod-openapi";
import type { BrowserAccess } from "../access/browser_access.ts";
import { callerOf } from "../access/caller.ts";
import { apiApp, problem } from "../api_app.ts";
import { problems } from "../json_answers.ts";
import type { SseHub } from "./sse_hub.ts";
import { parseInterest, TOPIC_NAMES } from "./topics.ts";

const events = createRoute({
  method: "get",
  path: "/events",
  summary: "The event log as a stream of server-sent events",
  request: {
    query: z.strictObject({
      /** The last event that the caller has; 0 for the whole log. */
      since: z.string().optional(),
      topics: z.string().max(2_000).optional(),
      /** How much a snapshot has; `short` is without long texts and with few waiting tasks. */
      snapshot: z.enum(["whole", "short"]).optional(),
      /** Events alone that name this agent, task or session, by our ids. */
      agent_id: z.string().max(64).optional(),
      task_id: z.string().max(64).optional(),
      session_id: z.string().max(64).optional(),
    }),
  },
  responses: {
    200: {
      description:
        "Without `since` and Last-Event-ID a snapshot, then every event after it",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...problems(400, 503),
  },
});

/** The stream that pages and programs follow. */
export function eventRoutes(hub: SseHub, access: BrowserAccess) {
  const app = apiApp();

  app.openapi(events, (c) => {
    const { topics, since: address, snapshot, ...filter } = c.req.valid(
      "query",
    );
    const interest = parseInterest(topics, filter);
    if (!interest) {
      return problem(
        c,
        "invalid_request",
        `topics: takes ${TOPIC_NAMES}, got "${topics}"`,
      );
    }
    // A browser that comes back names the last event it got; that is newer than its address.
    const since = c.req.header("last-event-id") ?? address;
    if (since !== undefined && !/^\d{1,15}$/.test(since)) {
      return problem(
        c,
        "invalid_event_id",
        `Cannot resume after "${since}": it is no event id`,
      );
    }
    if (hub.isFull) {
      return problem(
        c,
        "too_many_streams",
        `Cannot open another event stream: ${hub.size} are open`,
      );
    }
    // HEAD asks for no body, and nobody would ever end one.
    const body = c.req.method === "HEAD" ? null : hub.open(
      interest,
      since === undefined ? undefined : +since,
      access.whileSignedIn(callerOf(c.req.raw)),
      snapshot,
    );
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
