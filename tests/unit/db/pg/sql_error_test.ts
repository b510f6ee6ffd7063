import { strict as assert } from "node:assert";
import { isAway, SqlError, sqlErrorOf } from "@/db/pg/sql_error.ts";

Deno.test("errors tell a database that is away from a statement that is wrong", () => {
  const away = (code: string) =>
    isAway(new SqlError("m", code, undefined, null));

  for (
    const code of [
      "08006",
      "53300",
      "53100",
      "57014",
      "57P01",
      "57P03",
      "58030",
      "55P03",
    ]
      .concat("25006", "25P03", "25P04", "55006", "40001", "40003", "40P01")
      .concat("connection_lost", "engine_crashed")
  ) assert.equal(away(code), true, code);
  for (
    const code of [
      "23503",
      "25P02",
      "40002",
      "42P01",
      "22P02",
      "28P01",
      "3D000",
    ]
  ) {
    assert.equal(away(code), false, code);
  }
  assert.equal(isAway(new Error("57P01")), false);
});

Deno.test("driver's errors keep their code, their constraint and themselves", () => {
  const driver = Object.assign(new Error("twice"), {
    code: "23505",
    constraint: "once",
  });

  const error = sqlErrorOf(driver);

  assert.equal(error.message, "twice");
  assert.equal(error.code, "23505");
  assert.equal(error.constraint, "once");
  assert.equal(error.cause, driver);
  assert.equal(sqlErrorOf(error), error);
});

Deno.test("an error without words is told by its code", () => {
  const refused = Object.assign(new AggregateError([]), {
    code: "ECONNREFUSED",
  });

  const error = sqlErrorOf(refused, "connection_lost");

  assert.equal(error.message, "ECONNREFUSED");
  assert.equal(error.code, "connection_lost");
  assert.equal(sqlErrorOf("odd").message, "odd");
});
