/** Why a backup could not be made, read or restored. Codes are stable. */
export type BackupErrorCode =
  | "backup_missing"
  | "not_a_backup"
  | "backup_newer"
  | "backup_truncated"
  | "backup_altered"
  | "key_missing"
  | "key_wrong"
  | "not_encrypted"
  | "nothing_to_back_up"
  | "pg_dump_unfit"
  | "pg_dump_failed"
  | "history_unknown"
  | "target_not_empty"
  | "needs_postgres"
  | "pg_restore_unfit"
  | "pg_restore_failed"
  | "restore_incomplete"
  | "restore_differs";

/** A backup or a restore that did not go through; the target is as it was. */
export class BackupError extends Error {
  override readonly name = "BackupError";
  constructor(
    readonly code: BackupErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
