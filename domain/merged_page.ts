import type { HistoryOutcome } from "./history.ts";
import type { Page } from "./platform.ts";
import {
  cursorAfter,
  sortedPage,
  type SortedRange,
  type SortKey,
  standsBefore,
} from "./sorted_page.ts";

/** A page of a list that two stores hold together. */
export type MergedPage<R> = Page<R> & {
  /** false: the history is away, so what it alone has is missing. */
  readonly isComplete: boolean;
};

/**
 * One page of records that are at hand, and of those that the history alone
 * has. Both are sorted alike, with the same cursors. Of a record that both
 * have, the one at hand counts: it is newer.
 *
 * @param here The records at hand that fit.
 * @param isHere Whether a record is at hand, also one that does not fit any more.
 * @param older Reads a page of the history.
 * @returns `undefined` when the cursor is not one of such a list.
 */
export async function mergedPage<R extends { readonly id: string }>(
  { here, isHere, key, older, range }: {
    readonly here: readonly R[];
    readonly isHere: (id: string) => boolean;
    readonly key: SortKey<R>;
    readonly older: (
      range: { readonly limit: number; readonly cursor: string | undefined },
    ) => Promise<HistoryOutcome<Page<R>>>;
    readonly range: SortedRange;
  },
): Promise<MergedPage<R> | undefined> {
  const near = sortedPage(here, key, range);
  if (!near) return undefined;
  const far: R[] = [];
  let { cursor } = range;
  for (;;) {
    const outcome = await older({ limit: range.limit, cursor });
    if (!outcome.ok) {
      if (outcome.refusal.code === "invalid_cursor") return undefined;
      return { ...near, isComplete: false };
    }
    const { items, next } = outcome.value;
    far.push(...items.filter(({ id }) => !isHere(id)));
    const page = sortedPage([...here, ...far], key, range) ?? near;
    if (next === null) return { ...page, isComplete: true };
    // What was not read yet comes after the last that was.
    const last = page.items.at(-1);
    const read = items.at(-1);
    const isCertain = page.items.length === range.limit && last && read &&
      !standsBefore(read, last, key, range);
    if (isCertain) {
      return { ...page, next: cursorAfter(last, key), isComplete: true };
    }
    cursor = next;
  }
}
