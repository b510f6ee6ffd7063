import { part, SqlPart } from "./sql.ts";
import { json } from "./sql_value.ts";

/** A table that keeps the newest version of each record, by its `updated_seq`. */
export type RecordTable = {
  readonly name: string;
  /** Columns that name a record. */
  readonly key: readonly string[];
  /** The type of each column; the rows that are stored have these fields. */
  readonly columns: Readonly<Record<string, string>>;
  /** What is stored in a column in the place of the row's own field. */
  readonly stored?: Readonly<Record<string, string>>;
};

/** All columns of a table, for `select`. */
export function columnsOf(table: RecordTable): SqlPart {
  return words(Object.keys(table.columns).join(", "));
}

/**
 * The statement that stores rows, one for each record. A record that is stored
 * in a version as new stays.
 */
export function upsertOf(table: RecordTable, rows: readonly object[]): SqlPart {
  const { name, key, columns, stored = {} } = table;
  const names = Object.keys(columns);
  const values = names.map((column) => stored[column] ?? column);
  const types = names.map((column) => `${column} ${columns[column]}`);
  const changes = names.filter((column) => !key.includes(column))
    .map((column) => `${column} = excluded.${column}`);
  return part`
    insert into ${
    words(`${name} (${names.join(", ")}) select ${values.join(", ")}`)
  }
    from jsonb_to_recordset(${json(rows)}) as row (${words(types.join(", "))})
    on conflict (${words(key.join(", "))}) do update set ${
    words(changes.join(", "))
  } where ${words(name)}.updated_seq < excluded.updated_seq`;
}

/** Names that stand in a file of ours. */
function words(text: string): SqlPart {
  return new SqlPart([text], []);
}
