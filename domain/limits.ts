import { z } from "zod";
import { AgentId, Instant } from "./ids.ts";

// They stand apart for the browser, which needs no schemas.
export { applyToLimits, OPEN_LIMITS } from "./limits_reducer.ts";

/** What closes the gate: the API has too much to do, the account has used up what it may, or nobody is signed in. */
export const LIMIT_KINDS = [
  "rate_limit",
  "overloaded",
  "usage_limit",
  "authentication",
] as const;
export type LimitKind = typeof LIMIT_KINDS[number];

/** Why no work begins now. */
export const LimitClosure = z.object({
  kind: z.enum(LIMIT_KINDS),
  /** What the API or the CLI said. */
  message: z.string().max(1_000),
  since: Instant,
  /** When it opens by itself; null: when a person says so. */
  until: Instant.nullable(),
  /** Who met the limit first. */
  agent_id: AgentId,
});
export type LimitClosure = z.infer<typeof LimitClosure>;

/** Why fewer agents work at once: the API asks for rest, the server is late with everything, or the host has no memory left. */
export const STRAINS = [
  "rate_limit",
  "overloaded",
  "event_loop",
  "memory_low",
] as const;
export type Strain = typeof STRAINS[number];

/** So many agents may work at once for now, and one more after each calm time. */
export const Lowered = z.object({
  /** Tasks that agents may have at once, those that ignore limits left out. */
  places: z.int().positive(),
  strain: z.enum(STRAINS),
  /** What the API said, or what was measured. */
  message: z.string().max(1_000),
  /** When the first strain of this time was met. */
  since: Instant,
});
export type Lowered = z.infer<typeof Lowered>;

/** The one gate for the whole account: while it is closed, nothing is asked of the API. */
export const LimitsState = z.object({
  /** Whether limits close it at all. */
  enabled: z.boolean(),
  closed: LimitClosure.nullable(),
  /** null: as many agents work at once as the configuration allows. */
  lowered: Lowered.nullable().default(null),
  /** Closures without a calm time in between; each waits longer than the one before. */
  streak: z.int().nonnegative(),
  /** When it was opened last. */
  opened_at: Instant.nullable(),
});
export type LimitsState = z.infer<typeof LimitsState>;

/** Why the gate opened. */
export const OPENING_REASONS = [
  /** Its time was over. */
  "time_over",
  /** A person wants to try now. */
  "person",
  /** A person does without the gate. */
  "switched_off",
  /** The server was started anew, perhaps with another sign-in. */
  "restarted",
] as const;
