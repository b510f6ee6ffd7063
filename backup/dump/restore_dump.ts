import { moveHead } from "@/db/pg/history_head.ts";
import type { Database, Sql } from "@/db/pg/sql.ts";
import { SqlError } from "@/db/pg/sql_error.ts";
import { oldestFrom, type PgProgram } from "@/domain/pg_program.ts";
import { BackupError } from "../backup_error.ts";
import type { Bytes } from "../format/byte_reader.ts";
import type { Manifest } from "../format/manifest.ts";
import {
  compareTables,
  hasRows,
  type HistoryParts,
} from "../history/import_history.ts";
import { useExactTexts } from "../history/read_rows.ts";
import { listTables, statement } from "../history/tables.ts";
import { NOT_DUMPED } from "./dump_history.ts";
import { libpqEnvironment } from "./libpq_environment.ts";
import { runPgProgram } from "./run_pg_program.ts";

const OTHER_WAY = "or make the backup with BACKUP_METHOD=export, which moves " +
  "between engines";

/** Where rows of `pg_dump` go. */
export type DumpTarget = {
  readonly url: string;
  /** Those `pg_restore` that may be run here. */
  readonly programs: readonly PgProgram[];
};

/** A `pg_restore` that reads the dump, and what it has to be told. */
export type Restorer = {
  readonly program: PgProgram;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * The `pg_restore` for rows that `pg_dump` wrote.
 *
 * @param dumpedBy Major version of that `pg_dump`.
 * @throws {BackupError} (as a rejection) when none fits.
 */
export async function chooseRestorer(
  database: Database,
  dumpedBy: number,
  { url, programs }: DumpTarget,
): Promise<Restorer> {
  const [connected = { user: "", database: "", major: 0 }] = await database<
    { user: string; database: string; major: number }
  >`
    select session_user as user, current_database() as database,
      current_setting('server_version_num')::int / 10000 as major`;
  // An older one reads neither the file nor the server.
  const needed = Math.max(dumpedBy, connected.major);
  const program = oldestFrom(programs, needed);
  const env = program && libpqEnvironment(url, connected, program.major);
  if (program && env) return { program, env };
  throw new BackupError(
    "pg_restore_unfit",
    program
      ? "Cannot restore the history: pg_restore cannot be told all that " +
        `DATABASE_URL says; name the database otherwise, ${OTHER_WAY}`
      : `Cannot restore the history: pg_dump made it, and no pg_restore of ` +
        `version ${needed} or newer is here; install one, ${OTHER_WAY}`,
  );
}

/** @throws {BackupError} when this goes to a Postgres server alone. */
export function requireServer(
  { history }: Manifest,
  databaseUrl: string | undefined,
): void {
  if (!history?.dump || databaseUrl) return;
  throw new BackupError(
    "needs_postgres",
    "Cannot restore the history into the embedded engine: pg_dump made it; " +
      `set DATABASE_URL to an empty Postgres database, ${OTHER_WAY}`,
  );
}

/** What tells the folder that a restore has begun there, or has not after all. */
export type Marking = {
  readonly mark: () => Promise<void>;
  readonly unmark: () => Promise<void>;
};

/**
 * Has `pg_restore` put the rows into empty tables, in one transaction of its
 * own, and proves that each table reads back exactly as the manifest says. No
 * server writes there meanwhile. When it fails the tables are empty again.
 *
 * @throws {BackupError} (as a rejection) with what `pg_restore` said, or when
 * it does not read back the same.
 * @throws {SqlError} (as a rejection) of the database; the mark stays then, and
 * the same restore again finishes it.
 */
export async function importDump(
  database: Database,
  manifest: Manifest,
  parts: HistoryParts,
  restorer: Restorer,
  { mark, unmark }: Marking,
): Promise<void> {
  const failure = await database.tx(async (sql) => {
    await useExactTexts(sql);
    // Whoever writes to the history locks this row first.
    await sql`lock table history_head in exclusive mode`;
    if (await hasRows(sql)) {
      return new BackupError(
        "target_not_empty",
        "Cannot restore the history: somebody has begun to write to the " +
          "database in DATABASE_URL; name an empty one",
      );
    }
    await mark();
    try {
      await parts((_, content) => runRestore(restorer, content));
      await proveDump(sql, manifest);
    } catch (error) {
      // This transaction is over then, and can empty nothing.
      if (error instanceof SqlError) throw error;
      await emptyTables(sql);
      await unmark();
      return error;
    }
  });
  if (failure !== undefined) throw failure;
}

/**
 * Proves that the tables hold what a backup's do, after an interruption in the
 * last step of restoring it.
 *
 * @throws {BackupError} (as a rejection) naming the first table that does not.
 */
export async function finishHistory(
  database: Database,
  manifest: Manifest,
): Promise<void> {
  await database.tx(async (sql) => {
    await useExactTexts(sql);
    await (manifest.history?.dump ? proveDump : compareTables)(sql, manifest);
  });
}

async function runRestore(
  { program, env }: Restorer,
  content: AsyncIterable<Bytes>,
): Promise<void> {
  try {
    await runPgProgram({
      path: program.path,
      args: [
        "--format=custom",
        "--data-only",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        // It writes to a database only when one is named; the environment
        // says which.
        "--dbname=application_name=vamp",
      ],
      env,
      input: content,
    });
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    throw new BackupError(
      "pg_restore_failed",
      `Cannot restore the history: ${(cause as Error).message}`,
      cause,
    );
  }
}

/** The one number that is not in the dump is part of the proof. */
async function proveDump(sql: Sql, manifest: Manifest): Promise<void> {
  await moveHead(sql, manifest.history?.seq ?? 0);
  await compareTables(sql, manifest);
}

async function emptyTables(sql: Sql): Promise<void> {
  const names = (await listTables(sql)).map(({ name }) => name)
    .filter((name) => !NOT_DUMPED.has(name));
  await sql`${statement(`truncate ${names.join(", ")}`)}`;
  await moveHead(sql, 0);
}
