import { join } from "node:path";
import type { Database } from "@/db/pg/sql.ts";
import { openPglite } from "@/db/pg/pglite_engine.ts";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import type { PgProgram } from "@/domain/pg_program.ts";
import { unpackAgents } from "./agents/agent_archive.ts";
import { BackupError } from "./backup_error.ts";
import {
  chooseRestorer,
  finishHistory,
  importDump,
  requireServer,
} from "./dump/restore_dump.ts";
import { readBackupFile, verifyBackupFile } from "./format/backup_file.ts";
import {
  exists,
  removeIfThere,
  syncFolder,
  writeFileBytes,
} from "./format/file_bytes.ts";
import { DUMP_PART, type Manifest } from "./format/manifest.ts";
import type { OpenOptions } from "./format/sealed_stream.ts";
import {
  hasRows,
  type HistoryParts,
  importHistory,
  makeTables,
  migrationsOf,
} from "./history/import_history.ts";
import { listMigrations } from "./history/tables.ts";
import { readLiveFacts } from "./live_facts.ts";
import {
  readRestoreMarker,
  removeRestoreMarker,
  writeRestoreMarker,
} from "./restore_marker.ts";

/** Where a backup goes; whoever restores holds the lock of the folder. */
export type RestoreTarget = {
  readonly dataDir: string;
  /** Address of a Postgres server for the history; else it is embedded. */
  readonly databaseUrl: string | undefined;
  /** Those `pg_restore` that may be run here. */
  readonly pgRestores: readonly PgProgram[];
  /** Whether SQLite finds a file whole; the reason when it does not. */
  readonly checkStore: (path: string) => Promise<string | undefined>;
  readonly now: () => string;
};

/**
 * Puts a backup into an empty data folder, and its history into an empty
 * database, which need not be of the kind that it came from unless `pg_dump`
 * took it. Everything is verified before anything is touched, put beside its
 * place, compared with the manifest and moved into place in the end. After an
 * interruption in that last step the folder is marked: no server starts on it,
 * and the same restore again finishes it.
 *
 * @throws {BackupError} (as a rejection) when the file or the target is not fit;
 * the target is as it was then.
 * @throws {SqlError} (as a rejection) when the database is away; try again.
 */
export async function restoreBackup(
  path: string,
  options: OpenOptions,
  target: RestoreTarget,
): Promise<Manifest> {
  const manifest = await verifyBackupFile(path, options);
  if (manifest.history) await migrationsOf(manifest.history);
  requireServer(manifest, target.databaseUrl);
  const begun = await requireOurMarker(manifest, target);
  if (!begun) await requireEmptyFolder(target.dataDir);

  const places = placesIn(target.dataDir);
  for (const { unfinished } of Object.values(places)) {
    await removeIfThere(unfinished);
    await removeIfThere(`${unfinished}.lock`);
  }
  try {
    await prepareFiles(path, options, manifest, target);
    const parts = partsOf(path, options);
    const mark = () =>
      writeRestoreMarker(target.dataDir, {
        backup: manifest.id,
        at: target.now(),
      });
    const { databaseUrl: url, pgRestores: programs } = target;
    if (url) {
      await using database = openPostgres(url);
      const dump = manifest.history?.dump;
      const restorer = dump &&
        await chooseRestorer(database, dump.major, { url, programs });
      const unmark = async () => {
        if (!begun) await removeRestoreMarker(target.dataDir);
      };
      await restoreToServer(
        database,
        manifest,
        begun,
        (sql) =>
          restorer
            ? importDump(sql, manifest, parts, restorer, { mark, unmark })
            : importHistory(sql, manifest, parts, mark),
      );
      if (!manifest.history) await mark();
    } else {
      await prepareFolder(manifest, target.dataDir, parts);
      await mark();
    }
    for (const { unfinished, place } of Object.values(places)) {
      // What is in its place already was put there before an interruption.
      if (await exists(place)) await removeIfThere(unfinished);
      else if (await exists(unfinished)) await Deno.rename(unfinished, place);
    }
  } catch (error) {
    for (const { unfinished } of Object.values(places)) {
      await removeIfThere(unfinished);
    }
    throw error;
  } finally {
    await removeIfThere(`${places.history.unfinished}.lock`);
  }
  await syncFolder(target.dataDir);
  await removeRestoreMarker(target.dataDir);
  return manifest;
}

function placesIn(dataDir: string) {
  const placed = (name: string) => ({
    place: join(dataDir, name),
    unfinished: join(dataDir, `${name}.unfinished`),
  });
  return {
    history: placed("history"),
    agents: placed("agents"),
    live: placed("live.sqlite3"),
  };
}

/** Gives whether this very restore was interrupted in its last step. */
async function requireOurMarker(
  manifest: Manifest,
  { dataDir }: RestoreTarget,
): Promise<boolean> {
  const marker = await readRestoreMarker(dataDir);
  if (marker === undefined || marker.backup === manifest.id) {
    return marker !== undefined;
  }
  throw new BackupError(
    "restore_incomplete",
    `Cannot restore into "${dataDir}": restoring backup ${marker.backup} was ` +
      "interrupted there; restore that one again, or use an empty folder",
  );
}

const LEFT_BY_A_SERVER = [
  "live.sqlite3",
  "live.sqlite3-wal",
  "live_copies",
  "history",
  "agents",
];

async function requireEmptyFolder(dataDir: string): Promise<void> {
  for (const name of LEFT_BY_A_SERVER) {
    if (!await exists(join(dataDir, name))) continue;
    throw new BackupError(
      "target_not_empty",
      `Cannot restore into "${dataDir}": it has "${name}" already; move it ` +
        "away, or set DATA_DIR to an empty folder",
    );
  }
}

async function prepareFiles(
  path: string,
  options: OpenOptions,
  manifest: Manifest,
  { dataDir, checkStore }: RestoreTarget,
): Promise<void> {
  const { live, agents } = placesIn(dataDir);
  await readBackupFile(path, options, ({ name }) => {
    if (name === "live") {
      return async (content) => {
        await writeFileBytes(live.unfinished, content);
      };
    }
    if (name !== "agents") return undefined;
    return (content) => unpackAgents(content, agents.unfinished);
  });
  if (!manifest.live) return;
  const wrong = await checkStore(live.unfinished);
  const found = await readLiveFacts(live.unfinished);
  if (wrong === undefined && sameFacts(found, manifest.live)) return;
  throw new BackupError(
    "restore_differs",
    `Cannot restore the live store: ${
      wrong ?? "its records are not those " +
          "that the manifest counts"
    }`,
  );
}

async function restoreToServer(
  database: Database,
  manifest: Manifest,
  begun: boolean,
  importRows: (database: Database) => Promise<void>,
): Promise<void> {
  if (await hasRows(database)) {
    if (!begun) {
      throw new BackupError(
        "target_not_empty",
        "Cannot restore the history: the database in DATABASE_URL has one " +
          "already; name an empty database",
      );
    }
    // The interrupted restore had committed, and these have to be its rows.
    return await finishHistory(database, manifest);
  }
  if (!manifest.history) return;
  const { length } = await listMigrations(database);
  if (length > manifest.history.migrations.length) {
    throw new BackupError(
      "target_not_empty",
      "Cannot restore the history: the database in DATABASE_URL has tables " +
        "of a newer version; name an empty database",
    );
  }
  await makeTables(database, manifest.history);
  await importRows(database);
}

async function prepareFolder(
  manifest: Manifest,
  dataDir: string,
  parts: HistoryParts,
): Promise<void> {
  const { history } = placesIn(dataDir);
  if (!manifest.history || await exists(history.place)) return;
  await using database = await openPglite(history.unfinished);
  await makeTables(database, manifest.history);
  await importHistory(database, manifest, parts, () => Promise.resolve());
}

function partsOf(path: string, options: OpenOptions): HistoryParts {
  return async (take) => {
    await readBackupFile(
      path,
      options,
      ({ name }) =>
        name.startsWith("history/") || name === DUMP_PART
          ? (content) => take(name, content)
          : undefined,
    );
  };
}

function sameFacts(
  found: NonNullable<Manifest["live"]>,
  wanted: NonNullable<Manifest["live"]>,
): boolean {
  const sorted = ({ seq, records }: typeof found) =>
    JSON.stringify([seq, Object.entries(records).sort()]);
  return sorted(found) === sorted(wanted);
}
