/**
 * JSON text that is the same for the same value, whatever the order of its
 * keys: they are sorted by code unit, and there is no space.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) {
      return part;
    }
    return Object.fromEntries(
      Object.entries(part).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0),
    );
  });
}
