import { strict as assert } from "node:assert";
import type { TurnResult } from "@/domain/cli_event.ts";
import { failure, failureOfTurn } from "@/domain/failure.ts";
import { replay, transcriptNames } from "@/tests/helpers/transcripts.ts";

/** The failures of all recorded turns, by session; sessions without one are left out. */
const RECORDED = {
  "06-permission-deny": ["interrupted"],
  "09-interrupt-streaming": ["interrupted", "interrupted"],
  "10-interrupt-bash": ["interrupted"],
  "19-max-turns": ["max_turns", "max_turns"],
  "20-max-budget": ["budget", "budget"],
  "25-api-prompt-too-long": ["context_too_long"],
  "26-api-invalid-model": ["model_not_found"],
  "28-api-500-exhausted": ["api_error"],
  "31-api-connection-refused": ["network"],
  "34-no-credentials": ["authentication"],
  "35-resume-unknown-session": ["unknown"],
  "43-priority-now-and-context-only": ["interrupted", "unknown"],
  "44-costs-after-resume": ["budget"],
  "45-interrupt-while-permission-pending": ["interrupted"],
};

Deno.test("every turn that was ever recorded has the failure that its fields prove", () => {
  const found: Record<string, string[]> = {};
  for (const name of transcriptNames()) {
    let cliError: string | undefined;
    for (const event of replay(name).events) {
      if (event.kind === "block_finished") cliError = event.error ?? cliError;
      if (event.kind !== "turn_ended") continue;
      const failed = failureOfTurn(event.result, cliError);
      cliError = undefined;
      assert.equal(failed === undefined, event.result.succeeded, name);
      if (!failed) continue;
      assert.ok(failed.message.length > 0, name);
      (found[name.replace(".jsonl", "")] ??= []).push(failed.kind);
    }
  }

  assert.deepEqual(found, RECORDED);
});

const API_FAILED: TurnResult = {
  succeeded: false,
  subtype: "success",
  isError: true,
  terminalReason: "api_error",
  apiErrorStatus: undefined,
  text: "API Error",
  errors: [],
  turns: 1,
  durationMs: 1,
  apiDurationMs: 1,
  totalCostUsd: 0,
  usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  modelUsage: {},
  answers: [],
  structuredOutput: undefined,
};

const BY_FIELDS = [
  [401, undefined, "authentication"],
  [403, undefined, "authentication"],
  [404, undefined, "model_not_found"],
  [429, undefined, "rate_limit"],
  [529, undefined, "overloaded"],
  [529, "server_error", "overloaded"],
  [500, "server_error", "api_error"],
  [400, "invalid_request", "bad_input"],
  [400, "billing_error", "usage_limit"],
  [429, "billing_error", "usage_limit"],
  [undefined, "server_error", "network"],
  [undefined, undefined, "network"],
] as const;

for (const [status, cliError, kind] of BY_FIELDS) {
  Deno.test(`an API failure is ${kind} when its status is ${status} and the CLI calls it ${cliError}`, () => {
    const result = { ...API_FAILED, apiErrorStatus: status };

    assert.deepEqual(failureOfTurn(result, cliError), {
      kind,
      message: "API Error",
    });
  });
}

Deno.test("a failure's words are those of the turn, else its errors, else its subtype", () => {
  const words = [
    API_FAILED,
    { ...API_FAILED, text: undefined, errors: ["one", "two"] },
    { ...API_FAILED, text: undefined },
  ].map((result) => failureOfTurn(result, undefined)?.message);

  assert.deepEqual(words, ["API Error", "one\ntwo", "success"]);
});

Deno.test("a long failure is cut to what a record may hold, between characters", () => {
  const { message } = failure("unknown", "x" + "😀".repeat(4_000));

  assert.equal(message.length, 3_999);
  assert.ok(message.isWellFormed());
});
