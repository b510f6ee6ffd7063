import type { Records, Unshared } from "./records.ts";

/**
 * Drops the ended records that were touched longest ago, but for those that
 * something living still needs. Pure, but for a collection that nobody has
 * seen yet.
 *
 * @param isNeeded Asked only when there are too many.
 */
export function keepNewest<R extends { readonly updated_seq: number }>(
  records: Records<R>,
  isEnded: (record: R) => boolean,
  kept: number,
  isNeeded: (record: R) => boolean = () => false,
  unshared?: Unshared,
): Records<R> {
  const gone = oldestEnded(records, isEnded, kept).filter(([, record]) =>
    !isNeeded(record)
  );
  if (gone.length === 0) return records;
  const left: Record<string, R> = unshared?.has(records)
    ? records
    : { ...records };
  for (const [id] of gone) delete left[id];
  unshared?.add(left);
  return left;
}

/** The ended records but for so many that were touched last. */
function oldestEnded<R extends { readonly updated_seq: number }>(
  records: Records<R>,
  isEnded: (record: R) => boolean,
  kept: number,
): readonly (readonly [string, R])[] {
  const ended: (readonly [string, R])[] = [];
  let oldest: readonly [string, R] | undefined;
  for (const id of Object.keys(records)) {
    const record = records[id] as R;
    if (!isEnded(record)) continue;
    const entry = [id, record] as const;
    ended.push(entry);
    const isOldest = !oldest || record.updated_seq <= oldest[1].updated_seq;
    if (isOldest) oldest = entry;
  }
  if (ended.length <= kept) return [];
  // With each end comes one, so that there is nothing to sort.
  if (ended.length === kept + 1 && oldest) return [oldest];
  return ended.sort(([, a], [, b]) => b.updated_seq - a.updated_seq)
    .slice(kept);
}
