import { join } from "node:path";
import type { Database } from "@/db/pg/sql.ts";
import { BackupError } from "./backup_error.ts";
import type { DumpChoice } from "./dump/dump_history.ts";
import { writeBackupFile } from "./format/backup_file.ts";
import { exists, fileBytes, removeIfThere } from "./format/file_bytes.ts";
import type { Manifest, Part } from "./format/manifest.ts";
import { packPart } from "./format/packed_part.ts";
import { exportHistory } from "./history/export_history.ts";
import { readLiveFacts } from "./live_facts.ts";
import { packAgents } from "./agents/agent_archive.ts";

/** What a backup is made of. */
export type BackupSource = {
  readonly dataDir: string;
  /** Version of the program. */
  readonly program: string;
  readonly now: () => string;
  /**
   * Makes a checked copy of the live store as it is at one moment. It is asked
   * for only where there is a store.
   */
  readonly copyStore: (from: string, to: string) => Promise<void>;
  /** `undefined`: none was ever kept here. */
  readonly history: {
    readonly engine: "postgres" | "pglite";
    readonly database: Database;
    /** How `pg_dump` may take it; `undefined`: its rows are exported. */
    readonly dump?: DumpChoice | undefined;
  } | undefined;
  /** The secret to encrypt with; `undefined`: the backup is not encrypted. */
  readonly secret: string | undefined;
  /** Whether the agents' own Claude configuration goes with it. */
  readonly withAgents: boolean;
  /** Gives it up. */
  readonly signal?: AbortSignal;
};

/**
 * Makes one file of everything that a server keeps. The history is read as of
 * one moment and the live store as of one just after it, so that together they
 * have every event; both may be in use. One at a time for a data folder.
 *
 * @param path Where it is put, once it was written and read back.
 * @throws {BackupError} (as a rejection) when there is nothing to back up.
 * @throws {Error} (as a rejection) of the disk or the database; no file is left
 * then, and trying again is safe.
 */
export async function makeBackup(
  source: BackupSource,
  path: string,
): Promise<Manifest> {
  // Inside the data folder: what lies here is not encrypted yet.
  const work = workFolder(source.dataDir);
  await removeIfThere(work);
  await Deno.mkdir(work, { mode: 0o700 });
  try {
    const { manifest, packed } = await packAll(source, work);
    await writeBackupFile(
      path,
      manifest,
      packed,
      source.secret,
      source.signal,
    );
    return manifest;
  } finally {
    await removeIfThere(work);
  }
}

/** Where the parts of a backup are put together; there only while one is made. */
export function workFolder(dataDir: string): string {
  return join(dataDir, "backup.unfinished");
}

async function packAll(source: BackupSource, work: string) {
  const { history, signal } = source;
  const created_at = source.now();
  const store = join(source.dataDir, "live.sqlite3");
  const copy = join(work, "live.sqlite3");
  const copyLive = async () => {
    if (await exists(store)) await source.copyStore(store, copy);
  };
  const exported = history &&
    await exportHistory(
      history.database,
      work,
      copyLive,
      history.dump,
      signal,
    );
  if (!history) await copyLive();

  const parts: Part[] = [];
  const packed: string[] = [];
  let live: Manifest["live"] = null;
  if (await exists(copy)) {
    live = await readLiveFacts(copy);
    packed.push(join(work, "live"));
    parts.push(
      await packPart("live", join(work, "live"), fileBytes(copy), signal),
    );
    await Deno.remove(copy);
  }
  if (exported) {
    parts.push(...exported.parts);
    packed.push(...exported.paths);
  }
  if (source.withAgents) {
    packed.push(join(work, "agents"));
    const agents = packAgents(join(source.dataDir, "agents"));
    parts.push(await packPart("agents", join(work, "agents"), agents, signal));
  }
  if (parts.length === 0) {
    throw new BackupError(
      "nothing_to_back_up",
      `Cannot back up "${source.dataDir}": no server has kept anything there`,
    );
  }
  const manifest: Manifest = {
    id: crypto.randomUUID(),
    program: source.program,
    created_at,
    live,
    history: history && exported
      ? { engine: history.engine, ...exported.facts }
      : null,
    parts,
  };
  return { manifest, packed };
}
