import { strict as assert } from "node:assert";
import { atOnce } from "@/db/pg/at_once.ts";
import { databasesForFile } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();
const TABLES = `
  create table parents (id integer primary key);
  create table children (
    id integer primary key, parent integer references parents (id))`;

databases.test("atOnce writes rows that refer to each other, whichever comes first", async (database) => {
  await database.tx(async (sql) => {
    await sql.exec(TABLES);

    await atOnce(sql, async (later) => {
      await later`insert into children values (${2}, ${1})`;
      await later`insert into parents values (${1})`;
    });

    assert.deepEqual(
      await sql`select children.id, parent from children join parents
        on parent = parents.id`,
      [{ id: 2, parent: 1 }],
    );
    await sql.exec("drop table children, parents");
  });
});

databases.test("atOnce stores nothing when one of its statements fails", async (database) => {
  await database.exec(TABLES);

  const writing = atOnce(database, async (later) => {
    await later`insert into parents values (1)`;
    await later`insert into children values (2, 7)`;
  });

  await assert.rejects(writing, { code: "23503" });
  assert.deepEqual(await database`select * from parents`, []);
  await database.exec("drop table children, parents");
});

databases.test("atOnce runs nothing when there is nothing to write, and no scripts", async (database) => {
  await atOnce(database, async () => {});

  await assert.rejects(
    atOnce(database, (later) => later.exec("select 1")),
    TypeError,
  );
});
