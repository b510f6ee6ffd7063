import { keepNewest } from "./newest_ended.ts";

/** Records by their id. */
export type Records<R> = Readonly<Record<string, R>>;

/**
 * Collections of records that one caller made and shows nobody yet: they are
 * changed in place, so that many events cost one copy and not a copy each.
 */
export type Unshared = WeakSet<object>;

/** The ids of those that are meant. */
export function idsWith<R>(
  records: Records<R>,
  isMeant: (record: R) => boolean,
): string[] {
  return Object.keys(records).filter((id) => isMeant(records[id] as R));
}

/** The records but for those with these ids; the same object when all stay. */
export function without<R>(
  records: Records<R>,
  ids: readonly string[],
  isOver: (record: R) => boolean = () => true,
): Records<R> {
  const gone = ids.filter((id) => records[id] && isOver(records[id]));
  if (gone.length === 0) return records;
  const left = { ...records };
  for (const id of gone) delete left[id];
  return left;
}

/** The records with one of them changed; the same object when it is not. */
export function edited<R>(
  records: Records<R>,
  id: string | undefined,
  edit: (record: R | undefined) => R | undefined,
  unshared?: Unshared,
): Records<R> {
  if (id === undefined) return records;
  const before = records[id];
  const after = edit(before);
  if (after === undefined || after === before) return records;
  if (unshared?.has(records)) {
    (records as Record<string, R>)[id] = after;
    return records;
  }
  const next = { ...records, [id]: after };
  unshared?.add(next);
  return next;
}

/** The same, and of the ended ones the newest alone when this one has ended. */
export function editedAndKept<R extends { readonly updated_seq: number }>(
  records: Records<R>,
  id: string,
  edit: (record: R | undefined) => R | undefined,
  ended: { readonly isEnded: (record: R) => boolean; readonly kept: number },
  unshared?: Unshared,
): Records<R> {
  const before = records[id];
  const next = edited(records, id, edit, unshared);
  const after = next[id];
  return after !== before && after && ended.isEnded(after)
    ? keepNewest(next, ended.isEnded, ended.kept, undefined, unshared)
    : next;
}
