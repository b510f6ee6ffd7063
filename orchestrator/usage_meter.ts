import type { TurnResult } from "@/domain/cli_event.ts";
import type { Usage } from "@/domain/usage.ts";
import {
  addUsage,
  hasRestarted,
  NO_USAGE,
  usageSince,
} from "@/domain/usage_sum.ts";

type ByModel = Readonly<Record<string, Usage>>;

/**
 * Turns the CLI's cumulative counters into what each turn used. Counters are
 * carried into a resumed session after a clean exit, and begin at zero after a
 * kill.
 */
export class UsageMeter {
  #reading: Usage;
  /** Of each model; `undefined` while what was carried over is known as a sum alone. */
  #byModel: ByModel | undefined;
  #models: ByModel = {};

  /** @param carriedOver What the process already counts when it starts. */
  constructor(carriedOver: Usage) {
    this.#reading = carriedOver;
    this.#byModel = carriedOver.cost_usd > 0 ? undefined : {};
  }

  /** What the CLI's counters said last. */
  get reading(): Usage {
    return this.#reading;
  }

  /** What the last call of `take` gave, by the id of the model; it adds up to the same. */
  get models(): ByModel {
    return this.#models;
  }

  /** What was used since the last call. */
  take(result: TurnResult): Usage {
    const byModel = readingsOf(result);
    const now = Object.values(byModel).reduce(addUsage, NO_USAGE);
    const used = usageSince(this.#reading, now);
    const isAnew = hasRestarted(this.#reading, now);
    const before = isAnew ? {} : this.#byModel;
    this.#models = before
      ? since(before, byModel)
      // It is not known what each had counted before: that which counts most has it.
      : { [mostUsed(byModel)]: used };
    this.#reading = now;
    this.#byModel = byModel;
    return used;
  }
}

function since(before: ByModel, now: ByModel): ByModel {
  return Object.fromEntries(
    Object.entries(now)
      .map(([id, usage]) =>
        [id, usageSince(before[id] ?? NO_USAGE, usage)] as const
      )
      .filter(([, used]) => used.cost_usd > 0 || used.output_tokens > 0),
  );
}

function mostUsed(byModel: ByModel): string {
  const [first] = Object.entries(byModel)
    .sort(([, a], [, b]) => b.cost_usd - a.cost_usd);
  return first?.[0] ?? "unknown";
}

function readingsOf(result: TurnResult): ByModel {
  return Object.fromEntries(
    Object.entries(result.modelUsage).map(([id, model]) => [id, {
      input_tokens: model.input,
      output_tokens: model.output,
      cache_read_tokens: model.cacheRead,
      cache_write_tokens: model.cacheWrite,
      cost_usd: model.costUsd,
    }]),
  );
}
