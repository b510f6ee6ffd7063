import { z } from "zod";

/** How much of what a model can read at once a conversation fills. */
export const ContextUse = z.object({
  /** Tokens that the last answer was made from, with what it said. */
  tokens: z.int().nonnegative(),
  /** Tokens that the model can read at once. */
  window: z.int().positive(),
});
export type ContextUse = z.infer<typeof ContextUse>;

/** From this share of the window on the CLI soon sums its conversation up. */
const NEARLY_FULL = 0.8;

/** The share of the window that is filled, from 0 to 1. Pure. */
export function contextShare({ tokens, window }: ContextUse): number {
  return Math.min(1, tokens / window);
}

/** Whether little room is left. Pure. */
export function isNearlyFull(use: ContextUse): boolean {
  return contextShare(use) >= NEARLY_FULL;
}
