import type { Usage } from "./usage.ts";

export const NO_USAGE: Usage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_usd: 0,
};

/** Sum of two usages. */
export function addUsage(a: Usage, b: Usage): Usage {
  return combine(a, b, (x, y) => x + y);
}

/**
 * What was used between two cumulative readings of one process. A reading
 * lower than the one before means that the counter began again at zero.
 */
export function usageSince(before: Usage, now: Usage): Usage {
  return hasRestarted(before, now)
    ? now
    : combine(now, before, (x, y) => Math.max(0, x - y));
}

/** Whether a counter that stands so `now` began again at zero. */
export function hasRestarted(before: Usage, now: Usage): boolean {
  return now.cost_usd < before.cost_usd ||
    now.output_tokens < before.output_tokens;
}

/** All tokens that the model read or wrote. */
export function totalTokens(usage: Usage): number {
  return usage.input_tokens + usage.output_tokens + usage.cache_read_tokens +
    usage.cache_write_tokens;
}

function combine(
  a: Usage,
  b: Usage,
  op: (x: number, y: number) => number,
): Usage {
  return {
    input_tokens: op(a.input_tokens, b.input_tokens),
    output_tokens: op(a.output_tokens, b.output_tokens),
    cache_read_tokens: op(a.cache_read_tokens, b.cache_read_tokens),
    cache_write_tokens: op(a.cache_write_tokens, b.cache_write_tokens),
    cost_usd: op(a.cost_usd, b.cost_usd),
  };
}
