import { strict as assert } from "node:assert";
import fc from "fast-check";
import { z } from "zod";
import { BadCursor, pageOf, readCursor, writeCursor } from "@/db/pg/cursor.ts";

const Place = z.tuple([z.number(), z.string()]);

Deno.test("a cursor brings its place back and goes into an address as it is", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.string({ maxLength: 50, unit: "binary" }),
      (rank, text) => {
        const cursor = writeCursor([rank, text]);

        assert.match(cursor, /^[A-Za-z0-9_-]+$/);
        assert.deepEqual(readCursor(Place, cursor), [rank, text]);
      },
    ),
  );
});

Deno.test("any other text is refused as a cursor", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    assert.throws(() => readCursor(Place, text), BadCursor);
  }));
  assert.throws(() => readCursor(Place, writeCursor(["a", "b"])), BadCursor);
});

Deno.test("a page goes on while there is a row more than it shows", () => {
  const rows = [1, 2, 3];
  const cut = (limit: number) => pageOf(rows, limit, (n) => n * 10, (n) => [n]);

  assert.deepEqual(cut(2), { items: [10, 20], next: writeCursor([2]) });
  assert.deepEqual(cut(3), { items: [10, 20, 30], next: null });
  assert.deepEqual(pageOf([], 3, String, () => []), { items: [], next: null });
});
