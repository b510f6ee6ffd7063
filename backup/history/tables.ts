import { part, type Sql, SqlPart } from "@/db/pg/sql.ts";

/**
 * The tables that are backed up. A database may have others, which are not
 * ours, and one of an older version has not all of these.
 */
export const TABLES: readonly string[] = [
  "agent_communications",
  "agents",
  "api_tokens",
  "approvals",
  "audit_log",
  "events",
  "handoffs",
  "history_head",
  "incidents",
  "performance_metrics",
  "retention_state",
  "session_prunes",
  "sessions",
  "task_attempts",
  "task_dependencies",
  "tasks",
  "texts",
  "transcript_entries",
  "usage_days",
  "usage_records",
  "users",
];

/** One table of the history; all names are quoted by the database already. */
export type Table = {
  readonly name: string;
  /** What is stored of a row; what the database works out itself is left out. */
  readonly columns: readonly Column[];
  /** Words for `order by` that give every database the same order. */
  readonly order: string;
};
type Column = { readonly name: string; readonly type: string };

/**
 * Those of `TABLES` that are there, by name. The list of migrations is not
 * one of them: it belongs to the program.
 */
export async function listTables(sql: Sql): Promise<readonly Table[]> {
  return await sql<Table>`
    select quote_ident(c.relname) as name,
      (select jsonb_agg(jsonb_build_object(
          'name', quote_ident(a.attname),
          'type', format_type(a.atttypid, a.atttypmod)) order by a.attname)
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = '') as columns,
      (select string_agg(quote_ident(a.attname) ||
          case when a.attcollation = 0 then '' else ' collate "C"' end, ', '
          order by place)
        from pg_index i
          cross join unnest(i.indkey) with ordinality as k (attnum, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as order
    from pg_class c
    where c.relkind = 'r' and c.relname = any(${TABLES}::text[])
      and c.relnamespace = current_schema()::regnamespace
    order by c.relname collate "C"`;
}

/** Checksums of the migrations that made the tables; none when there are no tables. */
export async function listMigrations(sql: Sql): Promise<readonly string[]> {
  const [{ known } = { known: false }] = await sql<{ known: boolean }>`
    select to_regclass('schema_migrations') is not null as known`;
  if (!known) return [];
  const rows = await sql<{ checksum: string }>`
    select checksum from schema_migrations order by version`;
  return rows.map(({ checksum }) => checksum);
}

/**
 * A statement that cannot stand in a template, since its names come from the
 * catalog. Made of what `listTables` gave, and of nothing else.
 */
export function statement(text: string): SqlPart {
  return new SqlPart([text], []);
}

/** Runs such a statement with one value in the place of `$1`. */
export async function run(sql: Sql, text: string, value: string) {
  const [before = "", after = ""] = text.split("$1");
  await sql`${part`${statement(before)}${value}${statement(after)}`}`;
}
