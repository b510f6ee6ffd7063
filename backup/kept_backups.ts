import { join } from "node:path";
import type { BACKUP_KINDS } from "@/domain/backup_state.ts";

/** Why a backup was made; each kind is kept and dropped for itself. */
export type BackupKind = typeof BACKUP_KINDS[number];

const NAME = /^(nightly|manual|migration)-(\d{8}T\d{9}Z)\.vamp$/;

/** One finished backup in the data folder. */
export type KeptBackup = {
  readonly path: string;
  readonly kind: BackupKind;
  readonly at: Date;
};

/** The folder of a data folder where the server puts its backups. */
export function backupFolder(dataDir: string): string {
  return join(dataDir, "backups");
}

/** The path of a backup that is made now. */
export function backupPath(dataDir: string, kind: BackupKind, at: Date) {
  const stamp = at.toISOString().replaceAll(/[-:.]/g, "");
  return join(backupFolder(dataDir), `${kind}-${stamp}.vamp`);
}

/** All that are finished, newest first. */
export async function listBackups(dataDir: string): Promise<KeptBackup[]> {
  const found: KeptBackup[] = [];
  for await (const { name } of entriesOf(backupFolder(dataDir))) {
    const [, kind, stamp] = NAME.exec(name) ?? [];
    if (!kind || !stamp) continue;
    found.push({
      path: join(backupFolder(dataDir), name),
      kind: kind as BackupKind,
      at: instantOf(stamp),
    });
  }
  return found.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Removes all but the newest of a kind, and what a killed maker left. */
export async function dropOld(
  dataDir: string,
  kind: BackupKind,
  keep: number,
): Promise<void> {
  const same = (await listBackups(dataDir)).filter((it) => it.kind === kind);
  for (const { path } of same.slice(keep)) await Deno.remove(path);
  for await (const { name } of entriesOf(backupFolder(dataDir))) {
    if (!name.endsWith(".vamp.unfinished")) continue;
    await Deno.remove(join(backupFolder(dataDir), name));
  }
}

function instantOf(stamp: string): Date {
  const [, y, mo, d, h, mi, s, ms] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(stamp) ?? [];
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`);
}

async function* entriesOf(folder: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
