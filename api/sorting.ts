import { z } from "@hono/zod-openapi";

/** The parameter that says by what a list is sorted: a field, the greatest first with a minus. */
export function sortBy(fields: readonly string[], usual: string) {
  const orders = fields.flatMap((field) => [field, `-${field}`]);
  return z.enum(orders as [string, ...string[]]).default(usual);
}

type Row = { readonly id: string };

/**
 * One page of records that are all at hand, sorted by what `key` gives, and
 * where that is the same by id. The cursor names the last record of the page
 * before by both, so that a page also joins when that record has gone.
 *
 * @returns `undefined` when the cursor is not one of such a list.
 */
export function sortedPage<R extends Row>(
  records: readonly R[],
  key: (record: R) => string | number,
  { descending, limit, cursor }: {
    readonly descending: boolean;
    readonly limit: number;
    readonly cursor: string | undefined;
  },
): { items: R[]; next_cursor: string | null } | undefined {
  const after = cursor === undefined ? undefined : placeOf(cursor);
  if (cursor !== undefined && !after) return undefined;
  const order = descending ? -1 : 1;
  const rows = records
    .map((record) => ({ record, place: [key(record), record.id] as const }))
    .sort((a, b) => order * compare(a.place, b.place))
    .filter(({ place }) => !after || order * compare(place, after) > 0);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ record }) => record),
    next_cursor: last && rows.length > limit ? cursorOf(last.place) : null,
  };
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
