import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleTranscript } from "@/components/gallery/sample_transcript.ts";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import {
  capEntries,
  firstGap,
  MAX_ENTRIES,
  mergeEntries,
} from "@/islands/transcript/entries.ts";

const [sample] = sampleTranscript();
const entry = (n: number): TranscriptEntry => ({ ...sample!, n });
const entries = (...numbers: number[]) => numbers.map(entry);
const numbers = (list: readonly TranscriptEntry[]) => list.map(({ n }) => n);

Deno.test("mergeEntries appends, when the new ones follow the old", () => {
  const merged = mergeEntries(entries(0, 1), entries(2, 3));

  assert.deepEqual(numbers(merged), [0, 1, 2, 3]);
});

Deno.test("mergeEntries orders and keeps each once, whatever comes in whatever order", () => {
  const list = fc.uniqueArray(fc.nat(40)).map((ns) =>
    entries(...ns.toSorted((a, b) => a - b))
  );
  const arrivals = fc.array(fc.nat(40)).map((ns) => entries(...ns));

  fc.assert(fc.property(list, arrivals, (held, more) => {
    const expected = [...new Set(numbers([...held, ...more]))]
      .sort((a, b) => a - b);

    assert.deepEqual(numbers(mergeEntries(held, more)), expected);
  }));
});

Deno.test("firstGap says what to ask for, when numbers are missing", () => {
  assert.deepEqual(firstGap(entries(3, 4, 7, 9)), { before: 7, missing: 2 });
  assert.equal(firstGap(entries(3, 4, 5)), undefined);
  assert.equal(firstGap([]), undefined);
});

Deno.test("capEntries drops the oldest, when there are too many", () => {
  const many = Array.from({ length: MAX_ENTRIES + 3 }, (_, n) => entry(n));

  const kept = capEntries(many);

  assert.equal(kept.length, MAX_ENTRIES);
  assert.equal(kept[0]?.n, 3);
});
