/** One version of each record, the newest: a statement may touch a row once. */
export function newestOfEach<
  R extends { readonly id: string; readonly updated_seq: number },
>(records: readonly R[]): readonly R[] {
  const newest = new Map<string, R>();
  for (const record of records) {
    const known = newest.get(record.id);
    if (!known || known.updated_seq < record.updated_seq) {
      newest.set(record.id, record);
    }
  }
  return [...newest.values()];
}
