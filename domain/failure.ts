import { z } from "zod";
import type { TurnResult } from "./cli_event.ts";
import { FAILURE_KINDS, type FailureKind } from "./failure_kinds.ts";
import { beginning } from "./long_text.ts";

export { FAILURE_KINDS, type FailureKind };

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
  max_output_tokens: "output_too_long",
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
