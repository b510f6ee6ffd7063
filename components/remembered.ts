/**
 * The same pure function, which answers at once when it is asked for the same
 * object again. Records of the fleet are replaced and never changed, so what
 * followed from one still does; what is gone is forgotten.
 */
export function remembered<From extends object, To>(
  make: (from: From) => To,
): (from: From) => To {
  const known = new WeakMap<From, { readonly value: To }>();
  return (from) => {
    const before = known.get(from);
    if (before) return before.value;
    const value = make(from);
    known.set(from, { value });
    return value;
  };
}
