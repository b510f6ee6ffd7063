import { z } from "@hono/zod-openapi";
import { dayAfter } from "@/domain/usage_days.ts";
import {
  MAX_USAGE_DAYS,
  USAGE_GROUPINGS,
  type UsageSpan,
} from "@/domain/usage_report.ts";

/** Days that a report has when nothing is said. */
const USUAL_DAYS = 30;

const Day = z.iso.date();

/** What a report is asked for with. */
export const UsageQuery = z.strictObject({
  /** The first day, in UTC; without it, 30 days up to `to`. */
  from: Day.optional(),
  /** The last day, in UTC; without it, today. */
  to: Day.optional(),
  /** By what use is told apart. */
  by: z.enum(USAGE_GROUPINGS).default("model"),
}).openapi("UsageQuery");

/** The span that is meant, or what is wrong with it and where. */
export function spanOf(
  { from, to, by }: z.infer<typeof UsageQuery>,
  today: string,
): { readonly span: UsageSpan } | {
  readonly path: "from";
  readonly message: string;
} {
  const last = to ?? today;
  const first = from ?? dayAfter(last, 1 - USUAL_DAYS);
  if (first > last) return { path: "from", message: "takes a day before `to`" };
  if (dayAfter(first, MAX_USAGE_DAYS) <= last) {
    return { path: "from", message: `takes at most ${MAX_USAGE_DAYS} days` };
  }
  return { span: { from: first, to: last, by } };
}
