import { z } from "zod";
import type { Page } from "./platform.ts";

type Row = { readonly id: string };

/** What a record is sorted by. */
export type SortKey<R> = (record: R) => string | number;

export type SortedRange = {
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/**
 * One page of records that are all at hand, sorted by what `key` gives, and
 * where that is the same by id. The cursor names the last record of the page
 * before by both, so that a page also joins when that record has gone. Pure.
 *
 * @returns `undefined` when the cursor is not one of such a list.
 */
export function sortedPage<R extends Row>(
  records: readonly R[],
  key: SortKey<R>,
  { descending, limit, cursor }: SortedRange,
): Page<R> | undefined {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && !after) return undefined;
  const order = descending ? -1 : 1;
  const rows = records
    .map((record) => ({ record, place: [key(record), record.id] as const }))
    .sort((a, b) => order * compare(a.place, b.place))
    .filter(({ place }) => !after || order * compare(place, after) > 0);
  const items = rows.slice(0, limit).map(({ record }) => record);
  const last = items.at(-1);
  return {
    items,
    next: last && rows.length > limit ? cursorAfter(last, key) : null,
  };
}

/** Where the list goes on after the record. */
export function cursorAfter<R extends Row>(record: R, key: SortKey<R>): string {
  return cursorOf([key(record), record.id]);
}

/** Whether `a` stands before `b` in a list that is sorted so. */
export function standsBefore<R extends Row>(
  a: R,
  b: R,
  key: SortKey<R>,
  { descending }: Pick<SortedRange, "descending">,
): boolean {
  return (descending ? -1 : 1) * compare([key(a), a.id], [key(b), b.id]) < 0;
}

type Place = readonly [key: string | number, id: string];

function compare(a: Place, b: Place): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

const encoder = new TextEncoder();
const Place = z.tuple([z.union([z.string(), z.number()]), z.string()]);

function cursorOf(place: Place): string {
  return encoder.encode(JSON.stringify(place))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

function placeOf(cursor: string): Place | undefined {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    const parsed = Place.safeParse(
      JSON.parse(new TextDecoder().decode(bytes)),
    );
    return parsed.data;
  } catch {
    return undefined;
  }
}
