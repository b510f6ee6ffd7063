/**
 * Drops the ended records that were touched longest ago, but for those that
 * something living still needs. Pure.
 *
 * @param isNeeded Asked only when there are too many.
 */
export function keepNewest<R extends { readonly updated_seq: number }>(
  records: Readonly<Record<string, R>>,
  isEnded: (record: R) => boolean,
  kept: number,
  isNeeded: (record: R) => boolean = () => false,
): Readonly<Record<string, R>> {
  const all = Object.entries(records);
  if (all.length <= kept) return records;
  const ended = all.filter(([, record]) => isEnded(record));
  if (ended.length <= kept) return records;
  ended.sort(([, a], [, b]) => b.updated_seq - a.updated_seq);
  const dropped = new Set(
    ended.slice(kept).filter(([, record]) => !isNeeded(record))
      .map(([id]) => id),
  );
  return dropped.size === 0
    ? records
    : Object.fromEntries(all.filter(([id]) => !dropped.has(id)));
}
