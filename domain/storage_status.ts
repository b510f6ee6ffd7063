import { z } from "zod";
import { Instant } from "./ids.ts";

/** Whether the live store is the one that was left, or had to be put back. */
export const StoreReport = z.discriminatedUnion("state", [
  z.object({ state: z.literal("healthy") }),
  z.object({
    state: z.literal("recovered"),
    /** When it was put back. */
    at: Instant,
    /** What was wrong with the file that was set aside. */
    reason: z.string(),
    /** From when the copy is that took its place; null: there was none, and it began empty. */
    copy_at: Instant.nullable(),
    /** Events that the history gave back after the copy's last one. */
    restored_events: z.int().nonnegative(),
    /** Name of the damaged file in the data folder. */
    set_aside: z.string(),
  }),
]);
export type StoreReport = z.infer<typeof StoreReport>;

/** How the copies of the live store go. */
export const CopyReport = z.object({
  /** When the newest good copy was made; null: there is none yet. */
  newest_at: Instant.nullable(),
  /** The last try, when it failed. */
  failed: z.object({ at: Instant, message: z.string() }).nullable(),
});
export type CopyReport = z.infer<typeof CopyReport>;

/** `low` warns; `full` takes no new work and holds the agents. */
export const DISK_STATES = ["unknown", "ok", "low", "full"] as const;
export type DiskState = typeof DISK_STATES[number];

/** Room on the disk that holds the data folder. */
export const DiskReport = z.object({
  state: z.enum(DISK_STATES),
  /** Bytes that this user may still write; null while unknown. */
  free_bytes: z.int().nonnegative().nullable(),
});
export type DiskReport = z.infer<typeof DiskReport>;

/** How the things are that must last: the live store, its copies, the disk below. */
export const StorageStatus = z.object({
  store: StoreReport,
  copies: CopyReport,
  disk: DiskReport,
});
export type StorageStatus = z.infer<typeof StorageStatus>;

/** What there is to say before anything was looked at. */
export const STORAGE_AS_LEFT: StorageStatus = {
  store: { state: "healthy" },
  copies: { newest_at: null, failed: null },
  disk: { state: "unknown", free_bytes: null },
};
