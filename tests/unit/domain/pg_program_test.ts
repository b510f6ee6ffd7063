import { strict as assert } from "node:assert";
import { oldestFrom } from "@/domain/pg_program.ts";

Deno.test("oldestFrom gives the program nearest to a server, and none that is older", () => {
  const programs = [17, 13, 15].map((major) => ({
    path: `/${major}/pg_dump`,
    major,
  }));

  assert.equal(oldestFrom(programs, 13)?.major, 13);
  assert.equal(oldestFrom(programs, 14)?.major, 15);
  assert.equal(oldestFrom(programs, 18), undefined);
});
