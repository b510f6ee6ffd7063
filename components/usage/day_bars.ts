import { dayAfter } from "@/domain/usage_days.ts";
import type { UsageGroup, UsageReport } from "@/domain/usage_report.ts";
import { USAGE_TEXT as TEXT } from "../text/usage_text.ts";

/** Groups that have a colour of their own; the others are drawn as one. */
const SHOWN_GROUPS = 7;

export type BarPart = { readonly place: number; readonly usd: number };
export type DayBar = {
  readonly day: string;
  readonly usd: number;
  /** From the bottom up; those that cost nothing are left out. */
  readonly parts: readonly BarPart[];
};
export type DayBars = {
  /** In the order of their places. */
  readonly names: readonly string[];
  /** Every day of the span, the oldest first. */
  readonly bars: readonly DayBar[];
  /** A round number that no bar exceeds; 0 when nothing was used. */
  readonly top: number;
};

/** The bars of a report: a stack for each day. Pure. */
export function dayBars(report: UsageReport): DayBars {
  const own = report.groups.length > SHOWN_GROUPS + 1
    ? report.groups.slice(0, SHOWN_GROUPS)
    : report.groups;
  const others = report.groups.length - own.length;
  const placeOf = new Map(own.map(({ id }, place) => [id, place]));
  const known = new Map(report.days.map((day) => [day.day, day]));
  const bars = daysOf(report).map((day): DayBar => {
    const costs = new Map<number, number>();
    for (const { id, usage } of known.get(day)?.groups ?? []) {
      const place = placeOf.get(id) ?? own.length;
      costs.set(place, (costs.get(place) ?? 0) + usage.cost_usd);
    }
    const parts = [...costs].map(([place, usd]) => ({ place, usd }))
      .filter(({ usd }) => usd > 0).sort((a, b) => a.place - b.place);
    return { day, usd: parts.reduce((sum, { usd }) => sum + usd, 0), parts };
  });
  return {
    names: [
      ...own.map(groupName),
      ...(others > 0 ? [TEXT.chart.others(others)] : []),
    ],
    bars,
    top: roundUp(Math.max(0, ...bars.map(({ usd }) => usd))),
  };
}

/** What a group is called, also one that is not known any more. */
export function groupName(
  { id, name }: Pick<UsageGroup, "id" | "name">,
): string {
  return name ?? (id === null ? TEXT.noSession : TEXT.unnamed(id));
}

function daysOf({ from, to }: UsageReport): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) days.push(day);
  return days;
}

/** 1, 2 or 5 with zeros: a number that an axis can end with. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10;
  return step * power;
}
