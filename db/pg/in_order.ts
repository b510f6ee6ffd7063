import { z } from "zod";
import type { ListOrder } from "@/domain/list_order.ts";
import { readCursor } from "./cursor.ts";
import { part, type SqlPart } from "./sql.ts";

/** A column to sort by: what it is called, its type, and how a cursor has it. */
export type SortColumn = {
  readonly column: SqlPart;
  readonly type: SqlPart;
  readonly place: z.ZodType<string | number>;
};

/** As lists are sorted that say nothing else. */
export const NEWEST_FIRST = { by: "created_at", descending: true } as const;

/** A column of times. */
export const timeColumn = (column: SqlPart): SortColumn => ({
  column,
  type: part`timestamptz`,
  place: z.iso.datetime(),
});
/** A column of numbers, whole or not. */
export const numberColumn = (column: SqlPart): SortColumn => ({
  column,
  type: part`double precision`,
  place: z.number(),
});
/** A column of texts; sorted by their bytes it is sorted as here. */
export const textColumn = (column: SqlPart): SortColumn => ({
  column,
  type: part`text`,
  place: z.string(),
});

/**
 * What a statement needs to go on in a list after the cursor: its condition and
 * its order, where rows that are alike follow each other by id.
 *
 * @throws {BadCursor} When the cursor is not one of such a list.
 */
export function inOrder<Field extends string>(
  columns: Readonly<Record<Field, SortColumn>>,
  { by, descending }: ListOrder<Field>,
  cursor: string | undefined,
): { readonly after: SqlPart | undefined; readonly sorted: SqlPart } {
  const { column, type, place } = columns[by];
  const sorted = descending
    ? part`${column} desc, id desc`
    : part`${column}, id`;
  if (cursor === undefined) return { after: undefined, sorted };
  const [at, id] = readCursor(z.tuple([place, z.uuid()]), cursor);
  const bound = part`(${at}::text::${type}, ${id}::uuid)`;
  const after = descending
    ? part`(${column}, id) < ${bound}`
    : part`(${column}, id) > ${bound}`;
  return { after, sorted };
}

/** A value of such a column, as a cursor has it. */
export function placeOf(value: Date | string | number): string | number {
  return value instanceof Date ? value.toISOString() : value;
}
