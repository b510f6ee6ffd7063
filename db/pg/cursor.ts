import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Page } from "@/domain/platform.ts";

/** A cursor that this program did not make. */
export class BadCursor extends Error {
  override readonly name = "BadCursor";
  readonly code = "bad_cursor";
}

/** Where a page ended: the values that the next one continues after. */
export type Place = readonly (string | number)[];

const Stored = z.array(z.union([z.string().max(100), z.number()])).max(5);

/** The place as one word that goes into an address as it is. */
export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws {BadCursor} When it does not fit the schema of the list's places. */
export function readCursor<P extends Place>(
  schema: z.ZodType<P>,
  cursor: string,
): P {
  try {
    const text = Buffer.from(cursor, "base64url").toString();
    return schema.parse(Stored.parse(JSON.parse(text)));
  } catch (cause) {
    throw new BadCursor(`Cannot continue the list at "${cursor}"`, { cause });
  }
}

/** Cuts a page from rows that were read with one more than its limit. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  placeOf: (row: Row) => Place,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: rows.length > limit && last ? writeCursor(placeOf(last)) : null,
  };
}
