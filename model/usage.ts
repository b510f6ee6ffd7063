/** Token counts that are plausible, and the same for the same request and reply. */

import type { MessagesRequest } from "./messages_request.ts";

/** Token counts as the Messages API reports them. */
export interface Usage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
}

const CHARACTERS_PER_TOKEN = 4;

/** Estimates the tokens of a value from the length of its JSON text. */
export function estimateTokens(value: unknown): number {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** Estimates what a request would count as input, everything included. */
export function estimateInputTokens(request: MessagesRequest): number {
  return estimateTokens(request.system) + estimateTokens(request.tools) +
    estimateTokens(request.messages);
}

/**
 * Estimates the usage of an exchange the way prompt caching would bill it: everything up
 * to the last assistant message was read from the cache, the rest is new to it.
 */
export function estimateUsage(
  request: MessagesRequest,
  content: readonly unknown[],
): Usage {
  const { messages } = request;
  const lastAssistant = messages.findLastIndex((m) => m.role === "assistant");
  const total = estimateInputTokens(request);
  const known = lastAssistant < 0
    ? 0
    : total - estimateTokens(messages.slice(lastAssistant + 1));
  const uncached = Math.min(4, total - known);
  return {
    input_tokens: uncached,
    cache_creation_input_tokens: total - known - uncached,
    cache_read_input_tokens: known,
    output_tokens: Math.max(1, estimateTokens(content)),
  };
}
