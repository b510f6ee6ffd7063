import { part, type Sql, SqlPart } from "./sql.ts";

/**
 * Runs statements that write as one: there and back once, and while the database
 * works on all of it, this process has time for other things. They find each
 * other's rows as references alone, and must not change the same row.
 *
 * @param gather Gets a `sql` that keeps the statements for later: they give no
 * rows.
 * @throws {SqlError} (as a rejection) when one fails; nothing of any is stored.
 */
export async function atOnce(
  sql: Sql,
  gather: (sql: Sql) => Promise<void>,
): Promise<void> {
  const statements: SqlPart[] = [];
  const keep = <Row>(
    ...[strings, ...values]: Parameters<typeof part>
  ): Promise<Row[]> => {
    statements.push(part(strings, ...values));
    return Promise.resolve([]);
  };
  await gather(Object.assign(keep, { exec: refuse }));
  if (statements.length === 0) return;
  const named = statements.map((each, index) =>
    part`${new SqlPart([`written_${index} as (`], [])}${each})`
  );
  const all = named.reduce((before, each) => part`${before}, ${each}`);
  await sql`with ${all} select`;
}

function refuse(): Promise<never> {
  return Promise.reject(
    new TypeError("Cannot run a script: these statements run as one"),
  );
}
