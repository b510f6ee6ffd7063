import type { Page } from "../types/common.ts";

/**
 * Goes through all pages of a list, item by item, asking for the next page when
 * the last one is used up.
 */
export async function* itemsOf<T>(
  readPage: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
