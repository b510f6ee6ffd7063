import assert from "node:assert/strict";
import fc from "fast-check";
import type { TranscriptEntry } from "@/domain/transcript.ts";
import { longTranscript } from "@/tests/helpers/long_transcript.ts";
import {
  CHUNK,
  countOf,
  type Held,
  heldOf,
  lineOf,
  missingPages,
  MOST_PAGES,
  numberAt,
  PAGE,
  placeOf,
  rowsOfChunk,
  withNew,
  withPage,
} from "@/islands/transcript/pages.ts";

const all = longTranscript(1_000);
const held = (from: number, to: number, length = to): Held =>
  heldOf({ kind: "all", length }, all.slice(from, to), []);
const append = (before: Held, entries: readonly TranscriptEntry[]) =>
  entries.reduce((now, entry) => withNew(now, entry, true), before);
const numbersOf = (of: Held, chunk: number) =>
  rowsOfChunk(of, chunk)?.map(({ n }) => n);

Deno.test("a list begins with the whole pages that were rendered", () => {
  const end = held(100, 220);

  assert.deepEqual([...end.pages.keys()], [2, 3, 4]);
  assert.deepEqual(missingPages(end, [0, 1, 2, 3, 4, 5]), [0, 1]);
  assert.equal(rowsOfChunk(end, 0), undefined);
});

Deno.test("a result has no line of its own, also where its call is on the page before", () => {
  const lines = held(0, 100);

  // Every eighth entry from 3 and from 5 on is a result.
  const shown = [0, 4, 5].flatMap((chunk) => numbersOf(lines, chunk) ?? []);

  assert.ok(shown.every((n) => n % 8 !== 3 && n % 8 !== 5));
  assert.equal(lineOf(lines, 51), 50);
  assert.equal(lineOf(lines, 52), 52);
  assert.equal(lineOf(lines, 500), undefined);
});

Deno.test("new entries are appended to the end that is here", () => {
  const before = held(50, 120);

  const after = append(before, all.slice(120, 160));

  assert.equal(countOf(after.listed), 160);
  assert.deepEqual([...after.pages.keys()], [1, 2, 3]);
  assert.deepEqual(missingPages(after, [1, 2, 3]), []);
});

Deno.test("an entry that comes twice is there once", () => {
  const after = append(held(0, 20), all.slice(18, 22));

  assert.equal(countOf(after.listed), 22);
  assert.deepEqual(after.pages.get(0)?.entries.map(({ n }) => n), [
    ...Array(22).keys(),
  ]);
});

Deno.test("a gap is read anew, when its page is seen", () => {
  const after = append(held(0, 20), all.slice(25, 30));

  assert.equal(countOf(after.listed), 30);
  assert.deepEqual(missingPages(after, [0]), [0]);
});

Deno.test("a result that comes late is shown with its call, wherever that is", () => {
  const calling = held(0, 3);
  const result = all[3]!;
  const waiting = rowsOfChunk(calling, 0)?.at(-1);

  const ended = rowsOfChunk(withNew(calling, result, true), 0)?.at(-1);

  assert.equal(waiting?.kind === "tool" && waiting.result, null);
  assert.equal(ended?.kind === "tool" && ended.result, result);
});

Deno.test("pages far from the reader go, when there are too many", () => {
  const page = { entries: [], paired: [], upTo: 0 };
  let now = held(0, 0, 100_000);
  for (let n = 0; n < 3 * MOST_PAGES; n++) now = withPage(now, n, page);

  const jumped = withPage(now, 1_000, page);

  assert.equal(now.pages.size, MOST_PAGES);
  assert.ok(now.pages.has(3 * MOST_PAGES - 1) && !now.pages.has(0));
  assert.ok(jumped.pages.has(1_000) && jumped.pages.size === MOST_PAGES);
});

Deno.test("a part has the places of its numbers", () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.nat(5_000)).map((all) => all.sort((a, b) => a - b)),
    (numbers) => {
      const listed = { kind: "some" as const, numbers };

      numbers.forEach((n, place) => {
        assert.equal(placeOf(listed, n), place);
        assert.equal(numberAt(listed, place), n);
      });
      assert.equal(placeOf(listed, 5_001), numbers.length);
    },
  ));
});

Deno.test("a part of errors shows each with its call", () => {
  const failed = all.filter((entry) =>
    entry.kind === "tool_result" && entry.is_error
  );
  const calls = failed.map(({ n }) => all[n - 1]!);
  const part = heldOf(
    { kind: "some", numbers: failed.map(({ n }) => n) },
    failed,
    calls,
  );

  const rows = rowsOfChunk(part, 0);

  assert.ok(failed.length > 1);
  assert.deepEqual(
    rows?.map((row) => row.kind === "tool" && [row.n, row.call.n]),
    failed.slice(0, CHUNK).map(({ n }) => [n, n - 1]),
  );
});

Deno.test("however entries come, each line of a whole list is there once and in order", () => {
  fc.assert(fc.property(
    fc.nat(4),
    fc.nat(PAGE),
    fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }),
    (pages, more, steps) => {
      const start = pages * PAGE + more;
      let now = held(0, start);
      let at = start;
      for (const step of steps) {
        now = append(now, all.slice(at - 1 < 0 ? 0 : at - 1, at + step));
        at += step;
      }

      const shown = Array.from(
        { length: Math.ceil(at / CHUNK) },
        (_, chunk) => numbersOf(now, chunk) ?? [],
      ).flat();

      const expected = all.slice(0, at)
        .filter(({ kind }) => kind !== "tool_result").map(({ n }) => n);
      assert.deepEqual(shown, expected);
    },
  ));
});
