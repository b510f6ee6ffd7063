import { z } from "zod";
import { Instant } from "./ids.ts";

/** How the backups that the server makes by itself go. */
export const BackupState = z.object({
  /** When the newest good one was made; null: there is none. */
  last_at: Instant.nullable(),
  /** The last try, when it failed. */
  last_error: z.object({ at: Instant, message: z.string() }).nullable(),
});
export type BackupState = z.infer<typeof BackupState>;

/** One backup that was made. */
export const BackupMade = z.object({
  /** Where it lies on the server's host. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  encrypted: z.boolean(),
  created_at: Instant,
  /** The last event in it. */
  seq: z.int().nonnegative(),
});
export type BackupMade = z.infer<typeof BackupMade>;

/** Why a backup was made. */
export const BACKUP_KINDS = ["nightly", "manual", "migration"] as const;

/** One backup that lies in the data folder. */
export const KeptBackup = z.object({
  /** Where it lies on the server's host. */
  path: z.string(),
  kind: z.enum(BACKUP_KINDS),
  created_at: Instant,
  bytes: z.int().nonnegative(),
});
export type KeptBackup = z.infer<typeof KeptBackup>;

/** What those who serve requests may ask about backups. */
export interface BackupService {
  readonly state: BackupState;
  /** Those that are finished, the newest first. */
  list(): Promise<readonly KeptBackup[]>;
  /**
   * Makes one now, after one that is under way.
   *
   * @throws {Error} (as a rejection) that says what stood in the way; no file
   * is left then.
   */
  make(options: { readonly withAgents: boolean }): Promise<BackupMade>;
}
