import type { MaybeLazy, Middleware } from "../types.ts";
import type { Context } from "./context.ts";

/** A middleware that may turn out to be a loader of the real one. */
export type Step<State> = MaybeLazy<Middleware<State>>;

const loaded = new WeakMap<object, Middleware<unknown>>();

/**
 * Runs `steps` around `last`, the first one outermost. What any of them throws goes
 * through all outer ones: code after their `await ctx.next()` does not run.
 */
export function runChain<State>(
  ctx: Context<State>,
  steps: readonly Step<State>[],
  last: () => Promise<Response>,
): Promise<Response> {
  const from = async (index: number): Promise<Response> => {
    const step = steps[index];
    if (step === undefined) return await last();
    ctx.next = () => from(index + 1);
    return await callStep(ctx, step);
  };
  return from(0);
}

async function callStep<State>(
  ctx: Context<State>,
  step: Step<State>,
): Promise<Response> {
  const known = loaded.get(step) as Middleware<State> | undefined;
  const result = await (known ?? step)(ctx);
  if (typeof result !== "function") return result;

  loaded.set(step, result as Middleware<unknown>);
  return await result(ctx);
}
