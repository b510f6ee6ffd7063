import type { Sql } from "@/db/pg/sql.ts";
import type { Table } from "./tables.ts";

// A line is a JSON array with the text of each column as Postgres itself
// writes it, or null: nothing of a type is lost on the way.

/** Tables whose rows are of any length are read one by one. */
const LONG_ROWS: ReadonlySet<string> = new Set(["texts"]);

/**
 * Has this transaction write values in the one form that every database reads
 * back the same, and take the time that it needs.
 */
export async function useExactTexts(sql: Sql): Promise<void> {
  await sql.exec(`
    set local datestyle = 'ISO';
    set local intervalstyle = 'postgres';
    set local timezone = 'UTC';
    set local bytea_output = 'hex';
    set local extra_float_digits = 1;
    set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0;`);
}

/**
 * All rows of a table in the order of its key, as the bytes of its lines. To be
 * called in a transaction, for one table at a time.
 */
export async function* readRows(
  sql: Sql,
  table: Table,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const texts = table.columns.map(({ name }) => `${name}::text`).join(", ");
  // Sorted first and written out after that, so that long values are not sorted.
  await sql.exec(`
    declare backup_rows no scroll cursor for
    select array_to_json(array[${texts}])::text as line
    from (select * from ${table.name} order by ${table.order} offset 0) as t`);
  const encoder = new TextEncoder();
  for (;;) {
    const rows = LONG_ROWS.has(table.name)
      ? await sql<{ line: string }>`fetch 1 from backup_rows`
      : await sql<{ line: string }>`fetch 100 from backup_rows`;
    if (rows.length === 0) break;
    yield encoder.encode(rows.map(({ line }) => `${line}\n`).join(""));
  }
  await sql.exec("close backup_rows");
}
