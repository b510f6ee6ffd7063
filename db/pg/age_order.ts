import { z } from "zod";
import { readCursor } from "./cursor.ts";
import { part, type SqlPart } from "./sql.ts";

/** A time and an id: the place of a row in a list that is sorted by age. */
const AgePlace = z.tuple([z.iso.datetime(), z.uuid()]);

/** What every list takes: how many, and where it continues. */
export type ListRange = {
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A span of time: from `after` on, before `before`. */
export type TimeRange = {
  readonly after?: Date | undefined;
  readonly before?: Date | undefined;
};

/** Rows that come after the cursor's in a list with the newest first. */
export function olderThan(
  columns: SqlPart,
  cursor: string | undefined,
): SqlPart | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = readCursor(AgePlace, cursor);
  return part`(${columns}) < (${at}::timestamptz, ${id}::uuid)`;
}

/** Rows whose time lies in the span. */
export function within(
  column: SqlPart,
  { after, before }: TimeRange,
): readonly (SqlPart | undefined)[] {
  return [
    after && part`${column} >= ${after}`,
    before && part`${column} < ${before}`,
  ];
}
