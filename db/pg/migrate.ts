import type { Database } from "./sql.ts";
import { type Migration, readMigrations } from "./migration_files.ts";
import { isAway } from "./sql_error.ts";

/** The tables are not those of this program; nothing was changed. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  constructor(
    readonly code: "schema_newer" | "schema_changed" | "migration_failed",
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Any number of our own: who holds this lock of the database migrates it. */
const LOCK = 8_724_301;

type Applied = { readonly version: number; readonly checksum: string };

/**
 * Brings the tables to what this program knows and gives the versions that it
 * applied. Each migration is one transaction; several programs at once take
 * turns. Safe to repeat.
 *
 * @throws {SchemaError} (as a rejection) when the database is newer than the
 * program, when a migration was changed after it was applied, or when one
 * failed: that one is rolled back as a whole, those before it stay.
 * @throws {SqlError} (as a rejection) when the database is away.
 */
export async function migrate(
  database: Database,
  migrations?: readonly Migration[],
): Promise<readonly number[]> {
  const known = migrations ?? await readMigrations();
  const done: number[] = [];
  for (;;) {
    const version = await applyNext(database, known);
    if (version === undefined) return done;
    done.push(version);
  }
}

function applyNext(
  database: Database,
  known: readonly Migration[],
): Promise<number | undefined> {
  return database.tx(async (sql) => {
    // Old tables may be large, and others may take their turn first.
    await sql`set local statement_timeout = 0`;
    await sql`select pg_advisory_xact_lock(${LOCK})`;
    await sql.exec(`create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz(3) not null default now())`);
    const applied = await sql<Applied>`
      select version, checksum from schema_migrations order by version`;
    refuseUnknown(applied, known);
    const next = known[applied.length];
    if (!next) return undefined;
    try {
      await sql.exec(next.script);
    } catch (cause) {
      if (isAway(cause)) throw cause;
      throw new SchemaError(
        "migration_failed",
        `Cannot apply migration "${next.name}": ${(cause as Error).message}`,
        cause,
      );
    }
    await sql`insert into schema_migrations (version, name, checksum)
      values (${next.version}, ${next.name}, ${next.checksum})`;
    return next.version;
  });
}

function refuseUnknown(
  applied: readonly Applied[],
  known: readonly Migration[],
): void {
  const newest = applied.at(-1)?.version ?? 0;
  if (newest > known.length) {
    throw new SchemaError(
      "schema_newer",
      `Cannot use the history: its tables have version ${newest}, ` +
        `and this program knows ${known.length}; start a newer one`,
    );
  }
  for (const { version, checksum } of applied) {
    const migration = known[version - 1];
    if (migration?.checksum === checksum) continue;
    throw new SchemaError(
      "schema_changed",
      `Cannot use the history: migration "${migration?.name}" is not the ` +
        "one that was applied to it",
    );
  }
}
