import { type RouteConfig, z } from "@hono/zod-openapi";
import type { Context, Next } from "hono";
import { problemResponse } from "./problem.ts";
import { requestId } from "./request_id.ts";

/**
 * The route with nothing left open: without a query of its own it takes no
 * parameter, and without a body of its own it takes none, or an empty one.
 */
export function strictRoute<R extends RouteConfig>(route: R): R {
  const { request = {} } = route;
  const middleware = [route.middleware ?? []].flat();
  return {
    ...route,
    request: { ...request, query: request.query ?? z.strictObject({}) },
    middleware: request.body ? middleware : [...middleware, withoutBody],
  };
}

async function withoutBody(c: Context, next: Next) {
  const text = await c.req.text();
  if (/^\s*(\{\s*\})?\s*$/.test(text)) return await next();
  return problemResponse(
    "invalid_request",
    `The body must be empty: ${c.req.method} "${c.req.path}" takes none`,
    requestId(c.req.raw),
  );
}
