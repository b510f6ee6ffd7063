import { z } from "@hono/zod-openapi";
import { Problem } from "./problem.ts";

/** An id in an address. Longer ones name nothing, and the store takes none. */
export const pathId = z.string().max(64);

/** An answer in JSON, for the API's document. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** The problems that a route may answer, for the API's document. */
export function problems<S extends number>(...statuses: readonly S[]) {
  const answer = {
    description: "A problem",
    content: { "application/problem+json": { schema: Problem } },
  };
  return Object.fromEntries(
    statuses.map((status) => [status, answer]),
  ) as Record<S, typeof answer>;
}

/** A JSON body that must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return {
    required: true,
    content: { "application/json": { schema } },
  } as const;
}
