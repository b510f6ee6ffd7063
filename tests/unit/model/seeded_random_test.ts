import assert from "node:assert/strict";
import fc from "fast-check";
import { draw, seededRandom } from "@/model/seeded_random.ts";

Deno.test("seededRandom gives the same stream, when the key is the same", () => {
  fc.assert(fc.property(fc.string(), (key) => {
    const take = () => {
      const random = seededRandom(key);
      return [
        random.next(),
        random.between(1, 1000),
        random.uuid(),
        random.next(),
      ];
    };

    assert.deepEqual(take(), take());
  }));
});

Deno.test("seededRandom.between stays inside its bounds and reaches both", () => {
  const random = seededRandom("bounds");

  const drawn = new Set(
    Array.from({ length: 200 }, () => random.between(3, 6)),
  );

  assert.deepEqual([...drawn].sort(), [3, 4, 5, 6]);
});

Deno.test("seededRandom gives different streams, when keys differ by one character", () => {
  const firsts = Array.from(
    { length: 100 },
    (_, i) => seededRandom(`key ${i}`).next(),
  );

  assert.equal(new Set(firsts).size, 100);
});

Deno.test("draw returns a fixed number as it is, and draws from a range", () => {
  const random = seededRandom("draw");

  assert.equal(draw(7, random), 7);
  const drawn = draw([10, 12], random);
  assert.ok(drawn >= 10 && drawn <= 12);
});
