/**
 * Makes a function that builds things by key and gives the same one back while
 * nothing that it was made from has changed; what is not asked for is forgotten.
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
    return [...next.values()].map(({ made }) => made);
  };
}
