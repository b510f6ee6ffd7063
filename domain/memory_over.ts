import { z } from "zod";
import { Instant } from "./ids.ts";

/** What is done about an agent that uses too much memory, the mildest first. */
export const MEMORY_STEPS = ["warned", "interrupted", "ended"] as const;
export type MemoryStep = typeof MEMORY_STEPS[number];

/** What the processes of an agent occupy together, and may, in MiB. */
export const MemoryUse = z.object({
  used_mb: z.int().nonnegative(),
  limit_mb: z.int().positive(),
});
export type MemoryUse = z.infer<typeof MemoryUse>;

/** That an agent's processes occupy too much memory, and what was done about it last. */
export const MemoryOver = MemoryUse.extend({
  since: Instant,
  step: z.enum(MEMORY_STEPS),
});
export type MemoryOver = z.infer<typeof MemoryOver>;
