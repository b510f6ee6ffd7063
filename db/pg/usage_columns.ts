import { Usage } from "@/domain/usage.ts";

/** The columns that agents, tasks and usage records have for a `Usage`. */
export type UsageColumns = Usage;

/** The usage in a row that has other columns, too. */
export function usageOf(row: UsageColumns): Usage {
  return Usage.parse(row);
}
