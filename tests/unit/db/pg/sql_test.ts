import { strict as assert } from "node:assert";
import { allOf, openSql, part, type Sql } from "@/db/pg/sql.ts";
import { json } from "@/db/pg/sql_value.ts";

/** A database that answers with what it was asked. */
function echo() {
  const query = (text: string, parameters: readonly (string | null)[]) =>
    Promise.resolve([{ text, parameters }]);
  const exec = () => Promise.resolve();
  return openSql({
    query,
    exec,
    tx: (work) => work({ query, exec }),
    end: () => Promise.resolve(),
  });
}

Deno.test("values are sent apart from the text, in Postgres' own form", async () => {
  const [asked] = await echo()`
    ${"it's"} ${1.5} ${12n} ${true} ${false} ${null} ${new Date(
    "2026-01-02T03:04:05.678Z",
  )} ${['a"b', "c\\d", ""]} ${json({ a: [1] })} ${json(undefined)}`;

  assert.deepEqual(asked, {
    text: "\n    $1 $2 $3 $4 $5 $6 $7 $8 $9 $10",
    parameters: [
      "it's",
      "1.5",
      "12",
      "true",
      "false",
      null,
      "2026-01-02T03:04:05.678Z",
      '{"a\\"b","c\\\\d",""}',
      '{"a":[1]}',
      "null",
    ],
  });
});

Deno.test("pieces are put in place and their values are counted on", async () => {
  const inner = part`b = ${2} or ${part`c = ${3}`}`;

  const [asked] = await echo()`a = ${1} and (${inner}) limit ${4}`;

  assert.deepEqual(asked, {
    text: "a = $1 and (b = $2 or c = $3) limit $4",
    parameters: ["1", "2", "3", "4"],
  });
});

Deno.test("conditions that are not there are left out", async () => {
  const sql = echo();

  const [some] = await sql`${
    allOf([undefined, part`a = ${1}`, false, part`b`])
  }`;
  const [none] = await sql`${allOf([])}`;

  assert.deepEqual(some, { text: "true and a = $1 and b", parameters: ["1"] });
  assert.deepEqual(none, { text: "true", parameters: [] });
});

Deno.test("text that is no template is refused", async () => {
  const call = echo() as unknown as (text: unknown) => Promise<unknown>;
  const makePart = part as unknown as (text: unknown) => unknown;

  for (const text of ["drop table tasks", ["drop table tasks"], undefined]) {
    await assert.rejects(call(text), TypeError);
    assert.throws(() => makePart(text), TypeError);
  }
});

Deno.test("objects that nobody marked as JSON, and nothing at all, are refused", async () => {
  const sql = echo() as (
    strings: TemplateStringsArray,
    ...values: unknown[]
  ) => ReturnType<Sql>;

  for (const value of [{}, undefined, () => 1]) {
    await assert.rejects(sql`select ${value}`, TypeError);
  }
});
