import { z } from "zod";
import type { TurnResult } from "./cli_event.ts";
import { beginning } from "./long_text.ts";

/** Why work did not succeed, read from fields of the protocol and process facts. */
export const FAILURE_KINDS = [
  "authentication",
  "rate_limit",
  "usage_limit",
  "overloaded",
  "network",
  "api_error",
  /** The API refused the request itself: the same again would be refused again. */
  "bad_input",
  "context_too_long",
  "model_not_found",
  "budget",
  "max_turns",
  "timed_out",
  "interrupted",
  "crashed",
  "stalled",
  "start_failed",
  "claude_not_found",
  "terminated",
  /** What it depended on did not succeed. */
  "dependency_failed",
  /** A manager did not answer a step of its hand-off. */
  "no_answer",
  /** Judged as not done. */
  "rejected",
  "unknown",
] as const;
export type FailureKind = typeof FAILURE_KINDS[number];

/** A failure with the words that prove it. */
export const Failure = z.object({
  kind: z.enum(FAILURE_KINDS),
  message: z.string().max(4_000),
});
export type Failure = z.infer<typeof Failure>;

/** Makes a failure, its message cut to what a record may hold. */
export function failure(kind: FailureKind, message: string): Failure {
  return { kind, message: beginning(message, 4_000) };
}

const KIND_BY_CLI_ERROR: Readonly<Record<string, FailureKind>> = {
  authentication_failed: "authentication",
  rate_limit: "rate_limit",
  overloaded: "overloaded",
  model_not_found: "model_not_found",
  billing_error: "usage_limit",
};

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  400: "bad_input",
  401: "authentication",
  403: "authentication",
  404: "model_not_found",
  413: "bad_input",
  422: "bad_input",
  429: "rate_limit",
  529: "overloaded",
};

/**
 * The failure in a turn's result; `undefined` when the turn succeeded.
 *
 * @param cliError The CLI's own error class from an assistant frame of the
 * turn, when there was one: where it names one cause, it is more exact than
 * the HTTP status.
 */
export function failureOfTurn(
  result: TurnResult,
  cliError: string | undefined,
): Failure | undefined {
  if (result.succeeded) return undefined;
  const text = result.text ?? result.errors.join("\n");
  return failure(kindOfTurn(result, cliError), text || result.subtype);
}

function kindOfTurn(
  result: TurnResult,
  cliError: string | undefined,
): FailureKind {
  if (result.subtype === "error_max_turns") return "max_turns";
  if (result.subtype === "error_max_budget_usd") return "budget";
  if (result.terminalReason === "prompt_too_long") return "context_too_long";
  if (result.terminalReason?.startsWith("aborted_")) return "interrupted";
  const known = (cliError && KIND_BY_CLI_ERROR[cliError]) ||
    (result.apiErrorStatus && KIND_BY_STATUS[result.apiErrorStatus]);
  if (known) return known;
  if (result.terminalReason !== "api_error") return "unknown";
  return result.apiErrorStatus ? "api_error" : "network";
}
