import { strict as assert } from "node:assert";
import fc from "fast-check";
import { mergedPage } from "@/domain/merged_page.ts";
import { sortedPage } from "@/domain/sorted_page.ts";

type Row = { readonly id: string; readonly at: number };
const key = ({ at }: Row) => at;

/** A history that has these rows, in whatever order it is asked for. */
function history(rows: readonly Row[], descending: boolean) {
  return (range: { limit: number; cursor: string | undefined }) => {
    const value = sortedPage(rows, key, { ...range, descending });
    return Promise.resolve(
      value ? { ok: true as const, value } : {
        ok: false as const,
        refusal: { code: "invalid_cursor" as const, message: "none" },
      },
    );
  };
}

Deno.test("the pages of two stores join to the whole list, in any order and of any length", async () => {
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      // Few different ones: many are alike.
      at: fc.integer({ min: 0, max: 5 }),
      isHere: fc.boolean(),
      isKept: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );

  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      async (all, descending, limit) => {
        const here = all.filter(({ isHere }) => isHere);
        // The history may know an older version of what is here.
        const kept = all.filter(({ isHere, isKept }) => isKept || !isHere)
          .map((row) => row.isHere ? { ...row, at: 5 - row.at } : row);
        const told: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await mergedPage<Row>({
            here,
            isHere: (id) => here.some((row) => row.id === id),
            key,
            older: history(kept, descending),
            range: { descending, limit, cursor },
          });
          assert.ok(page?.isComplete && page.items.length <= limit);
          told.push(...page.items.map(({ id }) => id));
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);

        const range = { descending, limit: 100 };
        const whole = sortedPage<Row>(all, key, range)?.items ?? [];
        assert.deepEqual(told, whole.map(({ id }) => id));
      },
    ),
  );
});

Deno.test("without the history a page has what is here, and says so", async () => {
  const here = [{ id: "a", at: 1 }, { id: "b", at: 2 }];

  const page = await mergedPage<Row>({
    here,
    isHere: () => true,
    key,
    older: () =>
      Promise.resolve({
        ok: false,
        refusal: {
          code: "history_away",
          message: "away",
          since: null,
          reason: "it is being opened",
        },
      }),
    range: { descending: true, limit: 1 },
  });

  assert.deepEqual(page?.items, [here[1]]);
  assert.deepEqual([page?.isComplete, typeof page?.next], [false, "string"]);
});

Deno.test("a cursor that is none of the list is told", async () => {
  const older = history([], false);

  const page = await mergedPage<Row>({
    here: [],
    isHere: () => false,
    key,
    older,
    range: { descending: false, limit: 1, cursor: "nonsense" },
  });

  assert.equal(page, undefined);
});
