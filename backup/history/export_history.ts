import { join } from "node:path";
import type { Database, Sql } from "@/db/pg/sql.ts";
import { readHead } from "@/db/pg/history_head.ts";
import {
  DUMP_PART,
  type Manifest,
  type Part,
  type TableFacts,
} from "../format/manifest.ts";
import { packPart, Tally } from "../format/packed_part.ts";
import {
  chooseDumper,
  type DumpChoice,
  dumpRows,
} from "../dump/dump_history.ts";
import { listMigrations, listTables, type Table } from "./tables.ts";
import { readRows, useExactTexts } from "./read_rows.ts";

/** A history with its tables as parts, compressed in files of their own. */
export type ExportedHistory = {
  readonly facts: Omit<NonNullable<Manifest["history"]>, "engine">;
  readonly parts: readonly Part[];
  readonly paths: readonly string[];
};

/**
 * Writes all tables of a history as they are at one moment; writers go on
 * meanwhile on a server. The embedded engine does one thing at a time: others
 * wait until this is done. Gives `undefined` when there are no tables yet.
 *
 * @param folder Where the parts are put; there is nothing else in it.
 * @param atMoment Called when the moment is fixed, before the rows are read.
 * @param by How `pg_dump` may take the rows; `undefined`: it may not.
 * @param signal Gives it up.
 * @throws {SqlError} (as a rejection) when the database is away.
 * @throws {BackupError} (as a rejection) when `pg_dump` has to take the rows and cannot.
 */
export function exportHistory(
  database: Database,
  folder: string,
  atMoment: () => Promise<void>,
  by: DumpChoice | undefined,
  signal?: AbortSignal,
): Promise<ExportedHistory | undefined> {
  return database.tx(async (sql) => {
    await sql.exec("set transaction isolation level repeatable read read only");
    await useExactTexts(sql);
    const dumper = by && await chooseDumper(sql, by);
    const migrations = await listMigrations(sql);
    // From here on the transaction sees one moment.
    const seq = migrations.length > 0 ? await readHead(sql) : 0;
    await atMoment();
    if (migrations.length === 0) return undefined;
    const facts = { migrations: [...migrations], seq };
    const tables = await listTables(sql);
    if (dumper) {
      const path = join(folder, DUMP_PART);
      const part = await dumpRows(sql, dumper, tables, path, signal);
      const dump = {
        major: dumper.program.major,
        tables: await proveTables(sql, tables, signal),
      };
      return { facts: { ...facts, dump }, parts: [part], paths: [path] };
    }
    const parts: Part[] = [];
    const paths: string[] = [];
    for (const table of tables) {
      const path = join(folder, `history-${paths.length}`);
      const rows = readRows(sql, table);
      parts.push(await packPart(`history/${table.name}`, path, rows, signal));
      paths.push(path);
    }
    return { facts, parts, paths };
  });
}

/** What the rows of each table read as right now. */
async function proveTables(
  sql: Sql,
  tables: readonly Table[],
  signal: AbortSignal | undefined,
): Promise<TableFacts[]> {
  const facts: TableFacts[] = [];
  for (const table of tables) {
    const tally = new Tally();
    for await (const lines of readRows(sql, table)) {
      signal?.throwIfAborted();
      tally.add(lines);
    }
    const { lines: rows } = tally;
    facts.push({ name: table.name, rows, sha256: tally.digest() });
  }
  return facts;
}
