import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { HistoryRefusal } from "@/domain/history.ts";
import type { Refusal } from "@/domain/platform.ts";
import {
  fieldErrors,
  type ProblemCode,
  type ProblemFacts,
  problemResponse,
} from "./problem.ts";
import { requestId } from "./request_id.ts";
import { strictRoute } from "./strict_route.ts";

/** A router whose unfit requests are answered as problems. */
export function apiApp(): OpenAPIHono {
  const app = new OpenAPIHono({
    strict: false,
    defaultHook: (result, c) => {
      if (result.success) return;
      const errors = fieldErrors(result.error);
      const detail = errors.map(({ path, message }) =>
        path ? `${path}: ${message}` : message
      ).join("; ");
      return problem(c, "invalid_request", detail, errors);
    },
  });
  const register = app.openapi;
  app.openapi = (route, ...rest) => register(strictRoute(route), ...rest);
  return app;
}

/** Answers a problem from inside a route. */
export function problem(
  c: Context,
  code: ProblemCode,
  detail: string,
  errors?: Parameters<typeof problemResponse>[3],
  facts?: ProblemFacts,
  // deno-lint-ignore no-explicit-any -- Hono wants each status typed apart; problems share one shape
): any {
  return problemResponse(code, detail, requestId(c.req.raw), errors, facts);
}

/** Answers what the platform refused. */
export function refusal(c: Context, refused: Refusal) {
  return problem(c, refused.code, refused.message);
}

/** Answers why the history gave none. */
export function historyRefusal(c: Context, refused: HistoryRefusal) {
  const { code, message } = refused;
  if (code !== "history_away") return problem(c, code, message);
  const { since, reason } = refused;
  return problem(c, code, message, undefined, { since, reason });
}

/** Answers that nothing has this address. */
export function notFound(c: Context): Response {
  return problem(
    c,
    "not_found",
    `Cannot ${c.req.method} "${c.req.path}": there is nothing here`,
  );
}

/** Answers that the body is not said to be JSON. */
export function unsupportedMediaType(c: Context): Response {
  const type = c.req.header("content-type") ?? "unnamed";
  return problem(
    c,
    "unsupported_media_type",
    `The body must be application/json, not "${type}"`,
  );
}

/** What a thrown error becomes; anything unexpected is told by its request id alone. */
export function onError(
  error: Error,
  c: Context,
  logError: (
    message: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void,
): Response {
  if (error instanceof HTTPException && error.status === 400) {
    return problem(c, "invalid_json", "The body is not well-formed JSON");
  }
  if (error instanceof HTTPException && error.status === 415) {
    return unsupportedMediaType(c);
  }
  const id = requestId(c.req.raw);
  logError("request failed", { request: id, path: c.req.path, error });
  return problem(
    c,
    "internal",
    "The request could not be answered; the log of the server has more under the request id",
  );
}
