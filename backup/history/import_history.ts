import { migrate } from "@/db/pg/migrate.ts";
import { type Migration, readMigrations } from "@/db/pg/migration_files.ts";
import type { Database, Sql } from "@/db/pg/sql.ts";
import { BackupError } from "../backup_error.ts";
import type { Bytes } from "../format/byte_reader.ts";
import { type Manifest, tableFacts } from "../format/manifest.ts";
import { Tally } from "../format/packed_part.ts";
import { readRows, useExactTexts } from "./read_rows.ts";
import { listTables, run, statement, type Table, TABLES } from "./tables.ts";

const BATCH_BYTES = 1024 ** 2;
const BATCH_ROWS = 500;

/** Hands out the content of each part of the history, one after the other. */
export type HistoryParts = (
  take: (name: string, content: AsyncIterable<Bytes>) => Promise<void>,
) => Promise<void>;

/** The history of a manifest, when it has one. */
export type HistoryFacts = NonNullable<Manifest["history"]>;

/**
 * Makes the tables that a backup was made of, if they are not there yet.
 *
 * @throws {BackupError} (as a rejection) when this program does not know them.
 */
export async function makeTables(
  database: Database,
  facts: HistoryFacts,
): Promise<void> {
  await migrate(database, await migrationsOf(facts));
}

/** @throws {BackupError} (as a rejection) when this program does not know them all. */
export async function migrationsOf(
  { migrations }: HistoryFacts,
): Promise<readonly Migration[]> {
  const known = await readMigrations();
  const strange = migrations.findIndex((checksum, index) =>
    known[index]?.checksum !== checksum
  );
  if (strange < 0) return known.slice(0, migrations.length);
  throw new BackupError(
    "history_unknown",
    `Cannot restore the history: its migration ${strange + 1} is not one ` +
      "that this program knows; use the version that made the backup",
  );
}

/** Whether any table of the history has a row, or the log has been begun. */
export async function hasRows(sql: Sql): Promise<boolean> {
  for (const { name } of await listTables(sql)) {
    const found = await sql`${
      statement(
        name === "history_head"
          ? `select from ${name} where seq > 0`
          : `select from ${name} limit 1`,
      )
    }`;
    if (found.length > 0) return true;
  }
  return false;
}

/**
 * Puts the rows of a backup into empty tables, and proves that each table reads
 * back exactly as the manifest says: all in one transaction, or nothing.
 *
 * @param beforeCommit Called when all is proved, as the last thing before the
 * transaction is committed.
 * @throws {BackupError} (as a rejection) when it does not read back the same.
 * @throws {SqlError} (as a rejection) of the database.
 */
export async function importHistory(
  database: Database,
  manifest: Manifest,
  parts: HistoryParts,
  beforeCommit: () => Promise<void>,
): Promise<void> {
  await database.tx(async (sql) => {
    await useExactTexts(sql);
    const tables = await listTables(sql);
    const references = await dropReferences(sql);
    await parts(async (name, content) => {
      const table = tables.find((each) => `history/${each.name}` === name);
      if (!table) throw differs(name);
      await sql`${statement(`delete from ${table.name}`)}`;
      await insertRows(sql, table, content);
    });
    // This also proves that every row that is referred to is there.
    if (references) await sql.exec(references);
    await compareTables(sql, manifest);
    await beforeCommit();
  });
}

/**
 * Proves that the tables hold exactly what a backup's do, in a transaction with
 * `useExactTexts`.
 *
 * @throws {BackupError} (as a rejection) naming the first table that does not.
 */
export async function compareTables(
  sql: Sql,
  manifest: Manifest,
): Promise<void> {
  const facts = tableFacts(manifest);
  for (const table of await listTables(sql)) {
    const wanted = facts.find(({ name }) => name === table.name);
    const tally = new Tally();
    for await (const lines of readRows(sql, table)) tally.add(lines);
    if (wanted?.rows !== tally.lines || wanted.sha256 !== tally.digest()) {
      throw differs(`history/${table.name}`);
    }
  }
}

/**
 * Takes the references between tables away, so that rows may come in any
 * order. Gives the script that puts them back.
 */
async function dropReferences(sql: Sql): Promise<string> {
  const references = await sql<{ drop: string; add: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid)) as add
    from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace
      and conrelid in (
        select oid from pg_class where relname = any(${TABLES}::text[]))
    order by conrelid, conname`;
  for (const { drop } of references) await sql.exec(drop);
  return references.map(({ add }) => `${add};`).join("\n");
}

async function insertRows(
  sql: Sql,
  table: Table,
  content: AsyncIterable<Bytes>,
): Promise<void> {
  const names = table.columns.map(({ name }) => name).join(", ");
  const values = table.columns
    .map(({ type }, index) => `(row ->> ${index})::${type}`).join(", ");
  const insert = `insert into ${table.name} (${names})
    select ${values} from json_array_elements($1::json) as rows (row)`;
  for await (const lines of batchesOf(content)) {
    await run(sql, insert, `[${lines.join(",")}]`);
  }
}

/** Lines together up to a mebibyte; a longer line is alone. */
async function* batchesOf(
  content: AsyncIterable<Bytes>,
): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let size = 0;
  for await (const line of linesOf(content)) {
    if (batch.length === BATCH_ROWS || size + line.length > BATCH_BYTES) {
      if (batch.length > 0) yield batch;
      batch = [];
      size = 0;
    }
    batch.push(line);
    size += line.length;
  }
  if (batch.length > 0) yield batch;
}

async function* linesOf(
  content: AsyncIterable<Bytes>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  // Pieces of one long line are put together once, at its end.
  let begun: string[] = [];
  for await (const bytes of content) {
    const [first = "", ...rest] = decoder.decode(bytes, { stream: true })
      .split("\n");
    begun.push(first);
    for (const next of rest) {
      yield begun.join("");
      begun = [next];
    }
  }
}

function differs(name: string): BackupError {
  return new BackupError(
    "restore_differs",
    `Cannot restore the history: "${name}" does not read back as it was`,
  );
}
