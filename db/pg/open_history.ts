import { beginAfter, readHead } from "./history_head.ts";
import { migrate } from "./migrate.ts";
import { type Migration, readMigrations } from "./migration_files.ts";
import { openPglite } from "./pglite_engine.ts";
import { openPostgres } from "./postgres_engine.ts";
import type { Database } from "./sql.ts";
import { type HistoryBatch, writeBatch } from "./write_batch.ts";

/** An open history: for the historian, and its database for readers. */
export type OpenHistory = AsyncDisposable & {
  readonly database: Database;
  head(): Promise<number>;
  write(batch: HistoryBatch): Promise<number>;
  beginAfter(seq: number): Promise<boolean>;
};

/**
 * Opens the history and brings its schema up to date: the Postgres server at
 * `url`, or else the embedded engine on `folder`.
 *
 * @param beforeMigration Called when tables that are there will be changed.
 * @throws {SqlError} (as a rejection) while the database is away: try again.
 * @throws {SchemaError} (as a rejection) when its schema is not ours to use.
 */
export async function openHistory(
  where: { readonly url: string | undefined; readonly folder: string },
  beforeMigration?: (database: Database) => Promise<void>,
): Promise<OpenHistory> {
  const database = where.url
    ? openPostgres(where.url)
    : await openPglite(where.folder);
  try {
    if (beforeMigration && await isBehind(database)) {
      await beforeMigration(database);
    }
    await migrate(database);
  } catch (error) {
    await database.end().catch(() => {});
    throw error;
  }
  return {
    database,
    head: () => readHead(database),
    write: (batch) => writeBatch(database, batch),
    beginAfter: (seq) => beginAfter(database, seq),
    [Symbol.asyncDispose]: () => database.end(),
  };
}

/** Whether there are tables, and older ones than this program's. */
export async function isBehind(
  database: Database,
  migrations?: readonly Migration[],
): Promise<boolean> {
  const known = migrations ?? await readMigrations();
  const [{ there } = { there: false }] = await database<{ there: boolean }>`
    select to_regclass('schema_migrations') is not null as there`;
  if (!there) return false;
  const [{ version } = { version: 0 }] = await database<{ version: number }>`
    select coalesce(max(version), 0) as version from schema_migrations`;
  return version > 0 && version < known.length;
}
