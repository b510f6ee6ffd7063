import { z } from "@hono/zod-openapi";
import type { HistoryRefusal } from "@/domain/history.ts";
import type { RefusalCode } from "@/domain/platform.ts";

/**
 * Every code that an answer of ours may carry: its HTTP status and its title.
 * Codes are stable; programs may rely on them.
 */
export const PROBLEMS = {
  invalid_request: [400, "The request does not fit its schema"],
  invalid_json: [400, "The body is not JSON"],
  invalid_cursor: [400, "The cursor is not one of this list"],
  invalid_event_id: [400, "The event id is not a number of the log"],
  unauthorized: [401, "A token or a signed-in browser is needed"],
  foreign_origin: [403, "Requests from this origin are not allowed"],
  not_found: [404, "There is nothing under this address"],
  agent_not_found: [404, "There is no such agent"],
  task_not_found: [404, "There is no such task"],
  approval_not_found: [404, "There is no such request for permission"],
  incident_not_found: [404, "There is no such incident"],
  rule_not_found: [404, "There is no such rule"],
  session_not_found: [404, "There is no such session"],
  handoff_not_found: [404, "There is no such hand-off"],
  template_not_found: [404, "There is no such template"],
  dependency_not_found: [404, "A task that it depends on does not exist"],
  parent_not_found: [404, "The task that it is a part of does not exist"],
  browser_not_found: [404, "There is no such signed-in browser"],
  webhook_not_found: [404, "There is no such webhook"],
  entry_not_found: [404, "There is no such transcript entry"],
  idempotency_in_flight: [409, "The same request is being answered"],
  idempotency_unknown: [409, "What became of the request is not known"],
  agent_ended: [409, "The agent has ended"],
  task_id_taken: [409, "Another task has this id"],
  task_ended: [409, "The task has ended"],
  task_not_ended: [409, "The task has not ended"],
  task_running: [409, "An agent works on the task"],
  dependency_cycle: [409, "The task would wait for itself"],
  dependency_failed: [409, "A task that it depends on did not succeed"],
  agent_not_manager: [409, "The agent is no manager"],
  agent_not_capable: [409, "The agent cannot do what the task requires"],
  template_id_taken: [409, "Another template has this id"],
  task_retired: [409, "The task ended long ago and is in the history alone"],
  session_not_archived: [409, "The session is not archived"],
  approval_decided: [409, "The request was decided before"],
  session_archived: [409, "The session is archived"],
  session_busy: [409, "Agents of the session live"],
  changed_meanwhile: [412, "It has changed since it was read"],
  body_too_slow: [408, "The body did not come in time"],
  body_too_large: [413, "The body is too large"],
  address_too_long: [414, "The address is too long"],
  unsupported_media_type: [415, "The body must be JSON"],
  wrong_host: [421, "The Host header names another server"],
  idempotency_key_reused: [422, "The key belongs to another request"],
  decision_unfit: [422, "The decision does not fit what was asked"],
  rule_unfit: [422, "The rule could never answer anything"],
  webhook_address_refused: [422, "Nothing may be sent to this address"],
  working_directory_refused: [422, "The folder cannot be used"],
  rate_limited: [429, "Too many requests"],
  sign_in_blocked: [429, "Too many wrong tokens"],
  headers_too_large: [431, "The headers are too large"],
  agent_limit_reached: [429, "All places for agents are taken"],
  queue_full: [429, "Too many tasks wait"],
  template_limit_reached: [429, "There are as many templates as can be kept"],
  webhook_limit_reached: [429, "There are as many webhooks as can be kept"],
  internal: [500, "Something went wrong inside the server"],
  claude_start_failed: [502, "Claude Code did not start"],
  claude_not_found: [503, "Claude Code was not found"],
  claude_signed_out: [503, "Claude Code is not signed in"],
  server_stopping: [503, "The server is stopping"],
  too_many_streams: [503, "Too many streams are open"],
  backup_failed: [503, "The backup was not made"],
  store_unavailable: [503, "The live store takes no changes"],
  history_away: [503, "The history cannot be read now"],
  disk_full: [507, "There is no room on the disk"],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

// The compiler refuses a refusal that has no status.
const _EVERY_REFUSAL: Record<
  RefusalCode | HistoryRefusal["code"],
  unknown
> = PROBLEMS;

/** A problem by RFC 9457, with our code. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
  /** With `history_away`: since when, if that is known. */
  since: z.string().nullable().optional(),
  /** With `history_away`: why. */
  reason: z.string().optional(),
}).openapi("Problem");
export type Problem = z.infer<typeof Problem>;

/** One field of a request that does not fit, by its path in the request. */
export type FieldError = { readonly path: string; readonly message: string };

/** Where zod found a request unfit, in words for a person. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
}

/** What some problems tell beside their detail. */
export type ProblemFacts = {
  readonly since: string | null;
  readonly reason: string;
};

/** The answer that tells a problem. */
export function problemResponse(
  code: ProblemCode,
  detail: string,
  requestId: string,
  errors?: readonly FieldError[],
  facts?: ProblemFacts,
): Response {
  const [status, title] = PROBLEMS[code];
  const body = {
    type: `urn:vamp:problem:${code}`,
    title,
    status,
    code,
    detail,
    request_id: requestId,
    ...(errors ? { errors } : {}),
    ...facts,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(status === 503 ? { "retry-after": "5" } : {}),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}
