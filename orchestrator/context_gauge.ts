import type { CliEvent, TurnResult } from "@/domain/cli_event.ts";
import type { ContextUse } from "@/domain/context_use.ts";

/**
 * How full an agent's conversation is. Each answer of the model says how much
 * was read for it; the turn's end says how much the model can read.
 */
export class ContextGauge {
  #last: { readonly model: string; readonly tokens: number } | undefined;

  /** Takes what the process says; subagents have conversations of their own. */
  observe(event: CliEvent): void {
    if (event.kind !== "block_finished" || event.parentToolUseId) return;
    const { model, contextTokens = 0 } = event;
    // What the CLI answers by itself was read by no model.
    if (contextTokens > 0) this.#last = { model, tokens: contextTokens };
  }

  /** As of the last answer; `undefined` when the CLI does not tell the model's window. */
  read({ modelUsage }: TurnResult): ContextUse | undefined {
    const last = this.#last;
    if (!last) return undefined;
    // A name may carry a mark of its window: `model[1m]`.
    const [, model] = Object.entries(modelUsage)
      .find(([id]) => id === last.model || id.startsWith(`${last.model}[`)) ??
      [];
    const window = model?.contextWindow ?? 0;
    return window > 0 ? { tokens: last.tokens, window } : undefined;
  }
}
