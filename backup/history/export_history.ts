import { join } from "node:path";
import type { Database } from "@/db/pg/sql.ts";
import { readHead } from "@/db/pg/history_head.ts";
import type { Manifest, Part } from "../format/manifest.ts";
import { packPart } from "../format/packed_part.ts";
import { listMigrations, listTables } from "./tables.ts";
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
 * @param signal Gives it up.
 * @throws {SqlError} (as a rejection) when the database is away.
 */
export function exportHistory(
  database: Database,
  folder: string,
  atMoment: () => Promise<void>,
  signal?: AbortSignal,
): Promise<ExportedHistory | undefined> {
  return database.tx(async (sql) => {
    await sql.exec("set transaction isolation level repeatable read read only");
    await useExactTexts(sql);
    const migrations = await listMigrations(sql);
    // From here on the transaction sees one moment.
    const seq = migrations.length > 0 ? await readHead(sql) : 0;
    await atMoment();
    if (migrations.length === 0) return undefined;
    const parts: Part[] = [];
    const paths: string[] = [];
    for (const table of await listTables(sql)) {
      const path = join(folder, `history-${paths.length}`);
      const rows = readRows(sql, table);
      parts.push(await packPart(`history/${table.name}`, path, rows, signal));
      paths.push(path);
    }
    return { facts: { migrations: [...migrations], seq }, parts, paths };
  });
}
