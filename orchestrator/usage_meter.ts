import type { TurnResult } from "@/domain/cli_event.ts";
import type { Usage } from "@/domain/usage.ts";
import { addUsage, NO_USAGE, usageSince } from "@/domain/usage_sum.ts";

/**
 * Turns the CLI's cumulative counters into what each turn used. Counters are
 * carried into a resumed session after a clean exit, and begin at zero after a
 * kill.
 */
export class UsageMeter {
  #reading: Usage;

  /** @param carriedOver What the process already counts when it starts. */
  constructor(carriedOver: Usage) {
    this.#reading = carriedOver;
  }

  /** What the CLI's counters said last. */
  get reading(): Usage {
    return this.#reading;
  }

  /** What was used since the last call. */
  take(result: TurnResult): Usage {
    const now = readingOf(result);
    const used = usageSince(this.#reading, now);
    this.#reading = now;
    return used;
  }
}

function readingOf(result: TurnResult): Usage {
  return Object.values(result.modelUsage).reduce(
    (sum, model) =>
      addUsage(sum, {
        input_tokens: model.input,
        output_tokens: model.output,
        cache_read_tokens: model.cacheRead,
        cache_write_tokens: model.cacheWrite,
        cost_usd: model.costUsd,
      }),
    NO_USAGE,
  );
}
