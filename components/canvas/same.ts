/**
 * Makes a function that builds things by key and gives the same one back while
 * nothing that it was made from has changed, and the same list while all of
 * them are the same; what is not asked for is forgotten.
 */
export function keepSame<T>(): <I>(
  items: Iterable<I>,
  of: (item: I) => {
    readonly key: string;
    readonly from: readonly unknown[];
    readonly make: () => T;
  },
) => T[] {
  let kept = new Map<string, { from: readonly unknown[]; made: T }>();
  let list: T[] = [];
  return (items, of) => {
    const next: typeof kept = new Map();
    for (const item of items) {
      const { key, from, make } = of(item);
      const before = kept.get(key);
      const isSame = before !== undefined &&
        before.from.length === from.length &&
        before.from.every((value, index) => Object.is(value, from[index]));
      next.set(key, isSame ? before : { from, made: make() });
    }
    kept = next;
    const made = [...next.values()].map((each) => each.made);
    const isSame = made.length === list.length &&
      made.every((each, index) => each === list[index]);
    if (!isSame) list = made;
    return list;
  };
}
