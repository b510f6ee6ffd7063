import { strict as assert } from "node:assert";
import { columnsOf, type RecordTable, upsertOf } from "@/db/pg/record_table.ts";
import { openSql } from "@/db/pg/sql.ts";

const TABLE: RecordTable = {
  name: "things",
  key: ["id"],
  columns: { id: "uuid", owner: "uuid", updated_seq: "bigint" },
  stored: { owner: "nullif(owner, id)" },
};

Deno.test("a table of records is read and written by one list of its columns", async () => {
  const ran: (readonly [string, readonly unknown[]])[] = [];
  const sql = openSql({
    query: (text, parameters) => {
      ran.push([text.replaceAll(/\s+/g, " ").trim(), parameters]);
      return Promise.resolve([]);
    },
    exec: () => Promise.resolve(),
    tx: () => Promise.reject(new Error("not used")),
    end: () => Promise.resolve(),
  });

  await sql`select ${columnsOf(TABLE)} from things`;
  await sql`${upsertOf(TABLE, [{ id: "a" }])}`;

  assert.deepEqual(ran, [
    ["select id, owner, updated_seq from things", []],
    [
      "insert into things (id, owner, updated_seq) " +
      "select id, nullif(owner, id), updated_seq " +
      "from jsonb_to_recordset($1) as row (id uuid, owner uuid, updated_seq bigint) " +
      "on conflict (id) do update set owner = excluded.owner, " +
      "updated_seq = excluded.updated_seq " +
      "where things.updated_seq < excluded.updated_seq",
      ['[{"id":"a"}]'],
    ],
  ]);
});
