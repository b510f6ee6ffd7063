import { z } from "zod";
import { Instant } from "./ids.ts";

/** Room that one thing takes. */
export const DiskRoom = z.object({
  bytes: z.int().nonnegative(),
  files: z.int().nonnegative(),
  /** False: counting took too long, and there is more. */
  is_whole: z.boolean(),
});
export type DiskRoom = z.infer<typeof DiskRoom>;

/**
 * What a person may remove from the data folder: of agents that have ended,
 * what they kept for the moment, their home and configuration with their
 * Claude sessions, and what they made; and damaged stores that were set aside.
 */
export const CLEANABLE_KINDS = [
  "temporary_files",
  "agent_settings",
  "agent_work",
  "damaged_stores",
] as const;
export type CleanableKind = typeof CLEANABLE_KINDS[number];

/** One kind of what may be removed now; nothing that lives uses it. */
export const Cleanable = DiskRoom.extend({
  kind: z.enum(CLEANABLE_KINDS),
  /** Folders and files that go as a whole. */
  entries: z.int().nonnegative(),
});
export type Cleanable = z.infer<typeof Cleanable>;

/** What the data folder takes, and what of it could go. */
export const DiskUse = z.object({
  at: Instant,
  /** Where it lies on the server's host. */
  folder: z.string(),
  free_bytes: z.int().nonnegative(),
  total_bytes: z.int().nonnegative(),
  parts: z.array(DiskRoom.extend({ name: z.string() })),
  cleanable: z.array(Cleanable),
});
export type DiskUse = z.infer<typeof DiskUse>;

/** What a clean-up removed. */
export const Cleaned = z.object({
  entries: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  /** Of those that were to go: what could not be removed. */
  failed: z.int().nonnegative(),
});
export type Cleaned = z.infer<typeof Cleaned>;
