import { z } from "zod";
import type { Sql } from "./sql.ts";
import { readState, saveState } from "./retention_state.ts";

const Density = z.object({
  /** Bytes on the disk when they were last all in use. */
  bytes: z.number().positive(),
  /** Events that were in them. */
  events: z.number().positive(),
});

type Density = z.infer<typeof Density>;

/** How large the history is, and how much of that its rows take. */
export type HistorySize = {
  readonly bytesOnDisk: number;
  /** An estimate: files keep the room of removed rows for new ones. */
  readonly bytesInUse: number;
  /** null while there is none. */
  readonly oldestEventAt: Date | null;
};

type Row = {
  readonly bytes: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly oldest: Date | null;
};

/**
 * Measures the history. Its events have no gap, so that their number follows
 * from the first and the last; what is in use follows from how many events were
 * there when the files grew last.
 */
export async function measureHistory(
  sql: Sql,
  nowAt: Date,
): Promise<HistorySize & { readonly events: number }> {
  const [row] = await sql<Row>`
    select pg_database_size(current_database()) as bytes,
      (select min(seq) from events) as first,
      (select max(seq) from events) as last,
      (select at from events order by seq limit 1) as oldest`;
  const { bytes = 0, first = null, last = null, oldest = null } = row ?? {};
  const events = first === null || last === null ? 0 : last - first + 1;
  const before = Density.safeParse(await readState(sql, "density"));
  const known = before.success ? before.data : undefined;
  const size = { bytesOnDisk: bytes, oldestEventAt: oldest, events };
  if (!known || isFull({ bytes, events }, known)) {
    if (events > 0) await saveState(sql, "density", nowAt, { bytes, events });
    return { ...size, bytesInUse: bytes };
  }
  const bytesInUse = Math.round(known.bytes * events / known.events);
  return { ...size, bytesInUse: Math.min(bytes, bytesInUse) };
}

/**
 * Whether the room that removed rows left is used up again: there are as many
 * events as there ever were, or the files are quite another size than then.
 */
function isFull(now: Density, known: Density): boolean {
  return now.events >= known.events || now.bytes > 1.2 * known.bytes ||
    now.bytes < 0.8 * known.bytes;
}

/**
 * When the event was told that has so many after it; null when there are not so
 * many.
 */
export async function instantOfNewest(
  sql: Sql,
  events: number,
): Promise<Date | null> {
  const [row] = await sql<{ at: Date }>`
    select at from events
    where seq > (select max(seq) from events) - ${events}::bigint
    order by seq limit 1`;
  return row?.at ?? null;
}
