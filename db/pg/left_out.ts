/** A row without those of these columns that hold nothing: the record leaves them out, too. */
export function leftOut<Row extends object>(
  row: Row,
  columns: readonly string[],
): Row {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => value !== null || !columns.includes(name)),
  ) as Row;
}

/** Columns of budgets. */
export const BUDGET_COLUMNS = ["budget", "budget_marks"];
