import type {
  UsageDay,
  UsageGroup,
  UsageReport,
  UsageSpan,
  UsageSum,
} from "./usage_report.ts";
import { addUsage, NO_USAGE } from "./usage_sum.ts";

/** What one group used on one day. */
export type UsageRow = UsageGroup & { readonly day: string };

const NOTHING: UsageSum = { usage: NO_USAGE, turns: 0 };

/** The report that rows of days and groups make. Pure. */
export function reportOf(
  span: UsageSpan,
  rows: readonly UsageRow[],
): UsageReport {
  const groups = new Map<string | null, UsageGroup>();
  const days = new Map<string, UsageDay>();
  let total = NOTHING;
  for (const { day, id, name, usage, turns } of rows) {
    const one = { usage, turns };
    total = added(total, one);
    const group = groups.get(id) ?? { id, name, ...NOTHING };
    groups.set(id, { ...group, ...added(group, one) });
    const before = days.get(day) ?? { day, groups: [], ...NOTHING };
    days.set(day, {
      ...before,
      ...added(before, one),
      groups: [...before.groups, { id, ...one }],
    });
  }
  return {
    ...span,
    total,
    groups: [...groups.values()]
      .sort((a, b) => b.usage.cost_usd - a.usage.cost_usd),
    days: [...days.values()].sort((a, b) => a.day < b.day ? -1 : 1),
  };
}

/** The day so many days after another; both in UTC: `2026-11-23`. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function added(a: UsageSum, b: UsageSum): UsageSum {
  return { usage: addUsage(a.usage, b.usage), turns: a.turns + b.turns };
}
