import { PROBLEMS } from "../problem.ts";

type Answers = Record<string, unknown>;
type Parameter = {
  readonly name: string;
  readonly in: "header";
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
};

/** Addresses that need no sign-in. */
const PUBLIC: ReadonlySet<string> = new Set([
  "get /health/live",
  "get /health/ready",
  "post /auth/session",
]);
/** Records that are answered under a tag. */
const TAGGED =
  /^\/(agents|approvals|handoffs|rules|sessions|tasks|templates)\/\{id\}(\/handoff)?$/;

const REQUEST_ID = {
  description: "The id under which the log of the server speaks of it",
  schema: { type: "string", format: "uuid" },
};
const ETAG = {
  description: "The tag of the record as it is now",
  schema: { type: "string" },
};
const RETRY_AFTER = {
  description: "Seconds to wait",
  schema: { type: "integer" },
};

/** Whether the operation is for everybody. */
export function isPublic(method: string, path: string): boolean {
  return PUBLIC.has(`${method} ${path}`);
}

/** The parameters that come of the method, not of the route. */
export function commonParameters(method: string, path: string): Parameter[] {
  if (method === "post" && !path.startsWith("/auth/")) {
    return [{
      name: "Idempotency-Key",
      in: "header",
      description:
        "The same request again with the same key is not acted on again: it gets the same answer, for 24 hours",
      schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
    }];
  }
  if (!TAGGED.test(path)) return [];
  if (method === "get") {
    return [{
      name: "If-None-Match",
      in: "header",
      description: "Tags that the caller has: 304 when it is one of them",
      schema: { type: "string" },
    }];
  }
  return [{
    name: "If-Match",
    in: "header",
    description: "The tag that the change was decided on: 412 when it is old",
    schema: { type: "string" },
  }];
}

/** The statuses that any operation of the method may answer, beside its own. */
export function commonStatuses(method: string, path: string): number[] {
  const isRead = method === "get";
  return [
    // Any method may come with a body.
    ...[400, 408, 413, 414, 415, 421, 429, 431, 500],
    ...(isPublic(method, path) && isRead ? [] : [401]),
    ...(isRead ? [] : [403, 503]),
    ...(path === "/events" ? [403] : []),
    ...(method === "post" && !path.startsWith("/auth/") ? [409, 422] : []),
    ...(isRead || method === "post" || !TAGGED.test(path) ? [] : [412]),
  ];
}

/** A problem's answer, with the codes that it may carry. */
export function problemAnswer(status: number) {
  const codes = Object.entries(PROBLEMS)
    .filter(([, [own]]) => own === status);
  const [example] = codes;
  return {
    description: codes.map(([code]) => `\`${code}\``).join(", "),
    headers: {
      "x-request-id": REQUEST_ID,
      ...([429, 503].includes(status) && { "retry-after": RETRY_AFTER }),
    },
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        ...(example && {
          example: {
            type: `urn:vamp:problem:${example[0]}`,
            title: example[1][1],
            status,
            code: example[0],
            detail: example[1][1],
            request_id: "7b7e1c1e-58b7-4d5c-9d3b-0e6f0c0c8f11",
          },
        }),
      },
    },
  };
}

/** The answers of an operation with what is common to all: problems, headers, and 304. */
export function allAnswers(
  method: string,
  path: string,
  own: Readonly<Record<string, Record<string, unknown>>>,
): Answers {
  const isTagged = TAGGED.test(path);
  const good = Object.entries(own).filter(([status]) => Number(status) < 400)
    .map(([status, answer]) => [status, {
      ...answer,
      headers: {
        "x-request-id": REQUEST_ID,
        ...(isTagged && { etag: ETAG }),
        ...(status === "201" && {
          location: {
            description: "The address of what was made, where it has one",
            schema: { type: "string" },
          },
        }),
      },
    }]);
  const bad = new Set([
    ...Object.keys(own).map(Number).filter((status) => status >= 400),
    ...commonStatuses(method, path),
  ]);
  return {
    ...Object.fromEntries(good),
    ...(isTagged && method === "get" && {
      304: {
        description: "The caller has it already",
        headers: { etag: ETAG },
      },
    }),
    ...Object.fromEntries(
      [...bad].sort((a, b) => a - b)
        .map((status) => [status, problemAnswer(status)]),
    ),
  };
}
