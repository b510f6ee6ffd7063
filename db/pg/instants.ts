import type { Instant } from "@/domain/ids.ts";

type WithInstants<Row> = {
  readonly [Key in keyof Row]: Row[Key] extends Date ? Instant
    : Row[Key] extends Date | null ? Instant | null
    : Row[Key];
};

/** A row with its times as records have them: ISO 8601 text in UTC. */
export function withInstants<Row extends object>(row: Row): WithInstants<Row> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : value,
    ]),
  ) as WithInstants<Row>;
}
