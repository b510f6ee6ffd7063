import type { Instant } from "./ids.ts";
import { dayAfter } from "./usage_days.ts";

const DAY_MS = 86_400_000;
/** Less of a day says nothing of the rest of it. */
const LEAST_SHARE_OF_DAY = 1 / 24;
/** One rate alone may be wrong by this factor, up or down. */
const ALONE = 2;
const SHORT_DAYS = 7;
const LONG_DAYS = 28;

/** Between what and what the cost will be, in US dollars. */
export type CostRange = { readonly low: number; readonly high: number };

/** What is known of the cost so far. */
export type CostSoFar = {
  readonly now: Instant;
  readonly todayUsd: number;
  /** US dollars of the days before, by day in UTC; those without any may be left out. */
  readonly earlier: Readonly<Record<string, number>>;
};

export type CostForecast = {
  /** null while nothing says what comes. */
  readonly day: CostRange | null;
  readonly month: CostRange | null;
};

/**
 * What the day and the month will cost when work goes on as it did. What was
 * spent is taken as it is; what is left of the time costs between the lowest
 * and the highest of some rates: for the day that of today so far and that of
 * the last 7 days, for the month those of the last 7 and 28 days, or today's
 * when there is nothing else. One rate alone stands for half to twice of it. No
 * rate reaches back before the first use. Pure.
 */
export function forecastOf(so: CostSoFar): CostForecast {
  const today = so.now.slice(0, 10);
  const passed = (Date.parse(so.now) % DAY_MS) / DAY_MS;
  const own = passed >= LEAST_SHARE_OF_DAY && so.todayUsd > 0
    ? so.todayUsd / passed
    : undefined;
  const short = dailyRate(so, today, SHORT_DAYS);
  const long = dailyRate(so, today, LONG_DAYS);
  const month = today.slice(0, 8);
  const spent = Object.entries(so.earlier)
    .filter(([day]) => day.startsWith(month))
    .reduce((sum, [, usd]) => sum + usd, so.todayUsd);
  const daysLeft = daysOfMonth(today) - Number(today.slice(8)) + 1 - passed;
  return {
    day: range(so.todayUsd, 1 - passed, [own, short]),
    month: range(
      spent,
      daysLeft,
      short === undefined ? [own] : [short, long],
    ),
  };
}

/** US dollars a day over so many whole days before today. */
function dailyRate(
  { earlier }: CostSoFar,
  today: string,
  days: number,
): number | undefined {
  const first = Object.keys(earlier).filter((day) => (earlier[day] ?? 0) > 0)
    .sort()[0];
  if (first === undefined || first >= today) return undefined;
  const start = dayAfter(today, -days);
  const from = first > start ? first : start;
  const wholeDays = (Date.parse(today) - Date.parse(from)) / DAY_MS;
  const sum = Object.entries(earlier)
    .filter(([day]) => day >= from && day < today)
    .reduce((all, [, usd]) => all + usd, 0);
  return sum / wholeDays;
}

function range(
  spent: number,
  daysLeft: number,
  rates: readonly (number | undefined)[],
): CostRange | null {
  const known = [...new Set(rates.filter((rate) => rate !== undefined))];
  const [only] = known;
  if (only === undefined) return null;
  if (known.length === 1) known.push(only / ALONE, only * ALONE);
  return {
    low: spent + daysLeft * Math.min(...known),
    high: spent + daysLeft * Math.max(...known),
  };
}

function daysOfMonth(day: string): number {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
