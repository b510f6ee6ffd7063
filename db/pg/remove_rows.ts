import { part, type Sql, type SqlPart } from "./sql.ts";

/**
 * Removes rows and the long texts that they name, and counts both. Safe to
 * repeat.
 *
 * @param removal A `delete` without its `returning`.
 * @param texts The names of the texts, of one row of `gone`.
 */
export async function removeRows(
  sql: Sql,
  removal: SqlPart,
  texts: SqlPart = part`null`,
): Promise<{ readonly rows: number; readonly texts: number }> {
  const [row] = await sql<{ rows: number; texts: number }>`
    with gone as (${removal} returning *),
    unread as (
      delete from texts where blob = any(array(select ${texts} from gone))
      returning 1)
    select (select count(*) from gone) as rows,
      (select count(*) from unread) as texts`;
  return { rows: row?.rows ?? 0, texts: row?.texts ?? 0 };
}
