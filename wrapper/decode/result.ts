import { z } from "zod";
import type { CliEvent, ModelUsage } from "@/domain/cli_event.ts";
import { type Frame, optionalText } from "./frame.ts";
import { badShape } from "./malformed.ts";

const count = z.number().nullish().transform((value) => value ?? 0);

const Usage = z.looseObject({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
});

const ModelUsageFrame = z.looseObject({
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: count,
  cacheCreationInputTokens: count,
  costUSD: count,
  contextWindow: count,
});

const Result = z.looseObject({
  subtype: z.string(),
  is_error: z.boolean(),
  result: optionalText,
  errors: z.array(z.string()).nullish(),
  api_error_status: z.number().nullish(),
  terminal_reason: optionalText,
  num_turns: count,
  duration_ms: count,
  duration_api_ms: count,
  total_cost_usd: count,
  usage: Usage.nullish(),
  modelUsage: z.record(z.string(), ModelUsageFrame).nullish(),
  user_message_uuid: optionalText,
  user_message_uuids: z.array(z.string()).nullish(),
  structured_output: z.unknown().optional(),
});

/**
 * Reads how a turn ended. Success takes three fields: a failed API call also
 * calls itself `subtype: "success"`, and so does a turn that was pushed aside.
 */
export function decodeResult(frame: Frame): CliEvent[] {
  const parsed = Result.safeParse(frame);
  if (!parsed.success) return [badShape(frame)];
  const data = parsed.data;
  const usage = data.usage ?? Usage.parse({});
  const answered = data.user_message_uuid === undefined
    ? []
    : [data.user_message_uuid];
  return [{
    kind: "turn_ended",
    result: {
      succeeded: data.subtype === "success" && !data.is_error &&
        data.terminal_reason === "completed",
      subtype: data.subtype,
      isError: data.is_error,
      terminalReason: data.terminal_reason,
      apiErrorStatus: data.api_error_status ?? undefined,
      text: data.result,
      errors: data.errors ?? [],
      turns: data.num_turns,
      durationMs: data.duration_ms,
      apiDurationMs: data.duration_api_ms,
      totalCostUsd: data.total_cost_usd,
      usage: {
        input: usage.input_tokens,
        output: usage.output_tokens,
        cacheRead: usage.cache_read_input_tokens,
        cacheWrite: usage.cache_creation_input_tokens,
      },
      modelUsage: decodeModelUsage(data.modelUsage ?? {}),
      answers: data.user_message_uuids ?? answered,
      structuredOutput: data.structured_output,
    },
  }];
}

function decodeModelUsage(
  byModel: Readonly<Record<string, z.infer<typeof ModelUsageFrame>>>,
): Record<string, ModelUsage> {
  return Object.fromEntries(
    Object.entries(byModel).map(([model, usage]) => [model, {
      input: usage.inputTokens,
      output: usage.outputTokens,
      cacheRead: usage.cacheReadInputTokens,
      cacheWrite: usage.cacheCreationInputTokens,
      costUsd: usage.costUSD,
      contextWindow: usage.contextWindow,
    }]),
  );
}
