import { dayAfter } from "@/domain/usage_days.ts";
import {
  MAX_USAGE_DAYS,
  USAGE_GROUPINGS,
  type UsageGrouping,
  type UsageSpan,
} from "@/domain/usage_report.ts";

/** Spans that are one click away, in days. */
export const QUICK_DAYS = [7, 30, 90] as const;
const USUAL_DAYS = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The span that an address names; what cannot be read is taken as usual. Pure. */
export function spanOfAddress(
  search: URLSearchParams,
  today: string,
): UsageSpan {
  const to = dayIn(search, "to") ?? today;
  const by = USAGE_GROUPINGS.find((each) => each === search.get("by")) ??
    "model";
  const wanted = dayIn(search, "from");
  const first = dayAfter(to, 1 - MAX_USAGE_DAYS);
  const from = wanted === undefined || wanted > to
    ? dayAfter(to, 1 - USUAL_DAYS)
    : wanted < first
    ? first
    : wanted;
  return { from, to, by };
}

/** The address of a span. */
export function usageHref({ from, to, by }: UsageSpan): string {
  return `/usage?${queryOf({ from, to, by })}`;
}

/** The last days up to today, told apart as before. */
export function quickSpan(
  days: number,
  today: string,
  by: UsageGrouping,
): UsageSpan {
  return { from: dayAfter(today, 1 - days), to: today, by };
}

/** The table of a span, as a file. */
export function csvHref(span: UsageSpan): string {
  return `/api/usage.csv?${queryOf(span)}`;
}

function queryOf({ from, to, by }: UsageSpan): string {
  return new URLSearchParams({ from, to, by }).toString();
}

function dayIn(search: URLSearchParams, name: string): string | undefined {
  const text = search.get(name) ?? "";
  const date = new Date(`${text}T00:00:00.000Z`);
  return DAY.test(text) && !Number.isNaN(date.getTime()) &&
      date.toISOString().startsWith(text)
    ? text
    : undefined;
}
