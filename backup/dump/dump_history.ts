import type { Sql } from "@/db/pg/sql.ts";
import type { BackupMethod } from "@/domain/config.ts";
import { oldestFrom, type PgProgram } from "@/domain/pg_program.ts";
import { BackupError } from "../backup_error.ts";
import { DUMP_PART, type Part } from "../format/manifest.ts";
import { packPart } from "../format/packed_part.ts";
import type { Table } from "../history/tables.ts";
import { type Connected, libpqEnvironment } from "./libpq_environment.ts";
import { runPgProgram } from "./run_pg_program.ts";

/** How the history of a Postgres server may be taken. */
export type DumpChoice = {
  /** Address of the database. */
  readonly url: string;
  readonly method: BackupMethod;
  /** Those `pg_dump` that may be run here. */
  readonly programs: readonly PgProgram[];
};

/** One `pg_dump` that fits, and all that it has to be told. */
export type Dumper = {
  readonly program: PgProgram;
  readonly env: Readonly<Record<string, string>>;
  /** The schema of our tables, quoted. */
  readonly schema: string;
};

/** Tables that are not dumped: the manifest has the one number in it. */
export const NOT_DUMPED: ReadonlySet<string> = new Set(["history_head"]);

type Facts = Connected & { readonly major: number; readonly schema: string };

/**
 * The `pg_dump` that takes this history; `undefined` when its rows are to be
 * exported.
 *
 * @throws {BackupError} (as a rejection) when none fits and none but that will do.
 */
export async function chooseDumper(
  sql: Sql,
  { url, method, programs }: DumpChoice,
): Promise<Dumper | undefined> {
  if (method === "export") return undefined;
  const { major, schema, ...connected } = await readFacts(sql);
  const program = oldestFrom(programs, major);
  const env = program && libpqEnvironment(url, connected, program.major);
  if (program && env) return { program, env, schema };
  if (method === "auto") return undefined;
  throw new BackupError(
    "pg_dump_unfit",
    program
      ? "Cannot back up the history by pg_dump: it cannot be told all that " +
        "DATABASE_URL says; set BACKUP_METHOD=export"
      : `Cannot back up the history by pg_dump: none of version ${major} or ` +
        "newer is here; install it, or set BACKUP_METHOD=export",
  );
}

/**
 * Has `pg_dump` write all rows as this transaction sees them, into one part.
 *
 * @param sql A transaction that sees one moment.
 * @param path Of the part's compressed content.
 * @throws {BackupError} (as a rejection) with what `pg_dump` said.
 */
export async function dumpRows(
  sql: Sql,
  { program, env, schema }: Dumper,
  tables: readonly Table[],
  path: string,
  signal?: AbortSignal,
): Promise<Part> {
  const [{ id } = { id: "" }] = await sql<{ id: string }>`
    select pg_export_snapshot() as id`;
  const names = tables.map(({ name }) => name)
    .filter((name) => !NOT_DUMPED.has(name));
  let part: Part | undefined;
  try {
    await runPgProgram({
      path: program.path,
      args: [
        "--format=custom",
        "--data-only",
        "--no-owner",
        "--no-privileges",
        // The part is compressed as a whole.
        "--compress=0",
        "--strict-names",
        "--lock-wait-timeout=30000",
        "--no-password",
        `--snapshot=${id}`,
        ...names.map((name) => `--table=${schema}.${name}`),
      ],
      env,
      signal,
      take: async (output) => {
        part = await packPart(DUMP_PART, path, output, signal);
      },
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new BackupError(
      "pg_dump_failed",
      `Cannot back up the history: ${(cause as Error).message}`,
      cause,
    );
  }
  return part as Part;
}

/** The user and the database may come from the server's own rules. */
async function readFacts(sql: Sql): Promise<Facts> {
  const [facts] = await sql<Facts>`
    select session_user as user, current_database() as database,
      quote_ident(current_schema()) as schema,
      current_setting('server_version_num')::int / 10000 as major`;
  return facts as Facts;
}
