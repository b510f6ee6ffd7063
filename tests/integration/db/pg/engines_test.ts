import { strict as assert } from "node:assert";
import fc from "fast-check";
import { openPostgres } from "@/db/pg/postgres_engine.ts";
import { allOf, type Database, part } from "@/db/pg/sql.ts";
import { isAway, SqlError } from "@/db/pg/sql_error.ts";
import { json } from "@/db/pg/sql_value.ts";
import { databasesForFile, ENGINES } from "@/tests/helpers/pg_databases.ts";

const databases = databasesForFile();

async function onBoth<T>(ask: (database: Database) => Promise<T>) {
  const answers: T[] = [];
  for (const engine of ENGINES) {
    await using database = await databases.open(engine);
    answers.push(await ask(database));
  }
  return answers;
}

Deno.test("both engines give the same rows for every type that the history has", async () => {
  const ask = (sql: Database) =>
    sql`select ${1}::bigint as int8, ${2}::integer as int4, ${1.5}::decimal as dec,
      ${0.1}::double precision as float8, ${0.1}::real as float4,
      ${true}::boolean as yes, ${false}::boolean as no, ${null}::text as nothing,
      ${'it\'s \\ "quoted" ${1} é 🙂'}::text as text,
      ${["a", 'b"c', "d\\e", "NULL", "", "{,}"]}::text[] as texts,
      ${[]}::text[] as none,
      ${json({ a: [1, null, { b: "c" }], d: 1.25 })}::jsonb as object,
      ${json("text")}::jsonb as json_text, ${json(null)}::jsonb as json_null,
      ${json([])}::jsonb as json_array, ${json(false)}::jsonb as json_false,
      ${new Date("2026-01-02T03:04:05.678Z")}::timestamptz as at,
      ${"01900000-0000-7000-800a-000000000001"}::uuid as id`;

  const [postgres, pglite] = await onBoth(ask);

  assert.deepEqual(pglite, postgres);
  assert.deepEqual(postgres, [{
    int8: 1,
    int4: 2,
    dec: 1.5,
    float8: 0.1,
    float4: 0.1,
    yes: true,
    no: false,
    nothing: null,
    text: 'it\'s \\ "quoted" ${1} é 🙂',
    texts: ["a", 'b"c', "d\\e", "NULL", "", "{,}"],
    none: [],
    object: { a: [1, null, { b: "c" }], d: 1.25 },
    json_text: "text",
    json_null: null,
    json_array: [],
    json_false: false,
    at: new Date("2026-01-02T03:04:05.678Z"),
    id: "01900000-0000-7000-800a-000000000001",
  }]);
});

databases.test("any text and any JSON comes back, but for what Postgres cannot hold", async (database) => {
  const units = ["\0", "\ud800", "\udc00", "a", "🙂"] as const;
  // Keys that need an escape are left out: V8's JSON.parse takes some of them
  // for others (https://github.com/nodejs/node/issues/63785).
  const key = fc.string({ unit: fc.constantFrom(...units) });
  const text = fc.string({
    unit: fc.constantFrom(...units, "\\", '"', "u0000", "\n"),
  });
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, true, false),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value")),
    ),
  }));

  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(text),
      value,
      async (word, words, document) => {
        const [row] = await database<
          { word: string; words: string[]; document: unknown }
        >`select ${word}::text as word, ${words}::text[] as words,
          ${json(document)}::jsonb as document`;

        assert.equal(row?.word, plainText(word));
        assert.deepEqual(row?.words, words.map(plainText));
        assert.deepEqual(row?.document, plainJson(document));
      },
    ),
    { numRuns: 200 },
  );
});

function plainJson(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        plainText(key),
        plainJson(each),
      ]),
    );
  }
  return Object.is(value, -0) ? 0 : value;
}

function plainText(text: string): string {
  return [...text].filter((c) => c !== "\0")
    .map((c) => /^[\ud800-\udfff]$/.test(c) ? "\ufffd" : c).join("");
}

Deno.test("both engines tell errors by the same codes and constraints", async () => {
  const codes = await onBoth(async (database) => {
    await database.exec("create table t (id integer constraint t_once unique)");
    await database`insert into t values (1)`;
    const errors = [
      database`selec`,
      database`select * from nowhere`,
      database`insert into t values (1)`,
      database`select ${"x"}::integer`,
      database`select 1 / 0`,
      database.exec("select 1; selec"),
      database.tx((sql) => sql`insert into t values (1)`),
    ].map((asked) => asked.then(() => undefined, (error: unknown) => error));
    const seen = await Promise.all(errors);
    await database.exec("drop table t");
    return seen.map((error) => {
      assert.ok(error instanceof SqlError);
      assert.equal(isAway(error), false);
      return [error.code, error.constraint];
    });
  });

  const expected = [
    "42601",
    "42P01",
    "23505",
    "22P02",
    "22012",
    "42601",
    "23505",
  ];
  assert.deepEqual(codes[0], codes[1]);
  assert.deepEqual(codes[0]?.map(([code]) => code), expected);
  assert.equal(codes[0]?.[2]?.[1], "t_once");
});

databases.test("a transaction is all or nothing, and work's own error comes through", async (database) => {
  const insert = (name: string) =>
    part`insert into users (name, role) values (${name}, 'viewer')`;
  const own = new Error("changed my mind");

  await database.tx((sql) => sql`${insert("kept")}`);
  await assert.rejects(
    database.tx(async (sql) => {
      await sql`${insert("dropped")}`;
      throw own;
    }),
    (error) => error === own,
  );
  const given = await database.tx((sql) =>
    sql<{ name: string }>`select name from users`
  );

  assert.deepEqual(given, [{ name: "kept" }]);
});

databases.test("pieces of statements keep their values apart from the text", async (database) => {
  const hostile = "'; drop table users; --";
  const conditions = allOf([
    part`name = ${hostile}`,
    undefined,
    false,
    part`role = any(${["viewer", "admin"]})`,
  ]);
  await database`insert into users (name, role) values (${hostile}, ${"viewer"})`;

  const found = await database<{ name: string }>`
    select name from users where ${conditions} limit ${1}`;
  const all = await database`select 1 from users where ${allOf([])}`;

  assert.deepEqual(found, [{ name: hostile }]);
  assert.equal(all.length, 1);
});

Deno.test("a server that goes away is told as away, and is used again when it is back", async () => {
  const server = databases.server();
  await using database = await databases.open("postgres");
  await database`select 1`;

  const running = assert.rejects(
    database`select pg_sleep(30)`,
    (error) => isAway(error),
  );
  await database`select 1`;
  await server.crash();
  await running;
  await assert.rejects(database`select 1`, (error) => isAway(error));
  await assert.rejects(
    database.tx((sql) => sql`select 1`),
    (error) => isAway(error),
  );
  await server.restart();

  assert.deepEqual(await database`select 1 as one`, [{ one: 1 }]);
});

Deno.test("a server that dies within a transaction ends the transaction alone", async () => {
  const server = databases.server();
  await using database = await databases.open("postgres");
  const failures: unknown[] = [];

  await assert.rejects(
    database.tx(async (sql) => {
      await sql`insert into users (name, role) values ('lost', 'viewer')`;
      await server.crash();
      for (let i = 0; i < 2; i++) {
        await sql`select 1`.catch((error) => failures.push(error));
      }
      throw failures[0];
    }),
    (error) => isAway(error),
  );
  await server.restart();

  assert.deepEqual(failures.map(isAway), [true, true]);
  assert.deepEqual(await database`select * from users`, []);
});

Deno.test("a server that no longer answers is given up", async () => {
  await using database = openPostgres(await databases.emptyDatabase(), {
    statementTimeoutMs: 200,
    maxConnections: 1,
  });
  const [backend] = await database<{ pid: number }>`
    select pg_backend_pid() as pid`;
  assert.ok(backend);

  Deno.kill(backend.pid, "SIGSTOP");
  try {
    const asked = database.tx((sql) => sql`select 1`);
    await assert.rejects(asked, (error) => isAway(error));
  } finally {
    Deno.kill(backend.pid, "SIGCONT");
  }

  assert.deepEqual(await database`select 1 as one`, [{ one: 1 }]);
});

Deno.test("a server that never greets is given up", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `postgres://vamp@127.0.0.1:${listener.addr.port}/vamp`;
  await using database = openPostgres(url, { connectTimeoutMs: 200 });

  const asked = database`select 1`;

  await assert.rejects(asked, (error) => isAway(error));
});

Deno.test("a statement that takes too long or meets a lock ends, and says so", async () => {
  const url = await databases.emptyDatabase();
  await using database = openPostgres(url, { statementTimeoutMs: 100 });
  await database.exec("create table t (id integer)");

  const slow = database`select pg_sleep(30)`;
  await assert.rejects(slow, (error) => {
    assert.ok(error instanceof SqlError);
    assert.equal(error.code, "57014");
    return isAway(error);
  });
  await database.tx(async (sql) => {
    await sql`lock table t`;
    await assert.rejects(database`select * from t`, { code: "57014" });
  });
});

Deno.test("a server that takes no writes, or no more connections, is away", async () => {
  const url = await databases.emptyDatabase();
  await using database = openPostgres(url, { maxConnections: 1 });
  await database.exec("create table t (id integer)");
  await database`set default_transaction_read_only = on`;

  const write = database`insert into t values (1)`;

  await assert.rejects(write, (error) => {
    assert.ok(error instanceof SqlError);
    assert.equal(error.code, "25006");
    return isAway(error);
  });
});
