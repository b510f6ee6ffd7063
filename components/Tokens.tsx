import type { Usage } from "@/domain/usage.ts";
import { totalTokens } from "@/domain/usage_sum.ts";
import { formatCount, formatTokens } from "./format.ts";

/** All tokens of a usage; what they were on hover. */
export function Tokens({ usage }: { readonly usage: Usage }) {
  const parts = [
    `${formatCount(usage.input_tokens)} in`,
    `${formatCount(usage.output_tokens)} out`,
    `${formatCount(usage.cache_read_tokens)} read from the cache`,
    `${formatCount(usage.cache_write_tokens)} written to the cache`,
  ];
  return (
    <span class="num" title={parts.join(", ")}>
      {formatTokens(totalTokens(usage))}
    </span>
  );
}
