/**
 * The record under an id that came from outside. A plain look-up would also
 * find what every object has, such as `constructor`.
 */
export function ownRecord<R>(
  records: Readonly<Record<string, R>>,
  id: string,
): R | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}
