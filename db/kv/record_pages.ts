import type { Page } from "@/domain/platform.ts";

/** How many, and after which record of the page before. */
export type PageRange = {
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/**
 * One page of records, newest first: ids sort by the time they were made. The
 * cursor is the id of the last record of the page before.
 *
 * @param prefix Of the records themselves, or of an index that ends with their ids.
 * @param recordOf The record of one entry; `undefined` when it is gone.
 */
export async function readPage<R extends { readonly id: string }>(
  kv: Deno.Kv,
  prefix: Deno.KvKey,
  range: PageRange,
  recordOf: (entry: Deno.KvEntry<unknown>) => R | Promise<R | undefined>,
  fits: (record: R) => boolean,
): Promise<Page<R>> {
  const selector = range.cursor
    ? { prefix, end: [...prefix, range.cursor] }
    : { prefix };
  const items: R[] = [];
  const options = { reverse: true, batchSize: 100 };
  for await (const entry of kv.list<unknown>(selector, options)) {
    const record = await recordOf(entry);
    if (!record || !fits(record)) continue;
    if (items.length === range.limit) {
      return { items, next: items.at(-1)?.id ?? null };
    }
    items.push(record);
  }
  return { items, next: null };
}
