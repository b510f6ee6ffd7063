import { strict as assert } from "node:assert";
import { dayAfter } from "@/domain/usage_days.ts";
import { forecastOf } from "@/domain/usage_forecast.ts";

const NOON = "2026-11-21T12:00:00.000Z";
const rounded = (range: { low: number; high: number } | null) =>
  range && [range.low, range.high].map((usd) => Math.round(usd * 100) / 100);
/** So much on each of the days before the 21st. */
const daily = (usd: number, days: number) =>
  Object.fromEntries(
    Array.from(
      { length: days },
      (_, n) => [dayAfter("2026-11-21", -1 - n), usd] as const,
    ),
  );

Deno.test("the day ends between its own rate and that of the last week", () => {
  const { day } = forecastOf({
    now: NOON,
    todayUsd: 6,
    earlier: daily(4, 7),
  });

  // Half a day is left, at 4 or at 12 dollars a day.
  assert.deepEqual(rounded(day), [8, 12]);
});

Deno.test("the month ends between the rates of a week and of four", () => {
  const earlier = { ...daily(2, 28), ...daily(8, 7) };

  const { month } = forecastOf({ now: NOON, todayUsd: 1, earlier });

  // 20 days of November gone: 13 at 2, 7 at 8; 9.5 days are left.
  const spent = 13 * 2 + 7 * 8 + 1;
  const fourWeeks = (21 * 2 + 7 * 8) / 28;
  assert.deepEqual(rounded(month), [
    spent + 9.5 * fourWeeks,
    spent + 9.5 * 8,
  ]);
});

Deno.test("no rate reaches back before the first use", () => {
  const { day } = forecastOf({ now: NOON, todayUsd: 0, earlier: daily(4, 2) });

  // Half a day is left, at half to twice of 4 dollars.
  assert.deepEqual(rounded(day), [1, 4]);
});

Deno.test("nothing is said where nothing tells what comes", () => {
  const early = "2026-11-21T00:30:00.000Z";

  assert.deepEqual(forecastOf({ now: NOON, todayUsd: 0, earlier: {} }), {
    day: null,
    month: null,
  });
  assert.deepEqual(forecastOf({ now: early, todayUsd: 9, earlier: {} }), {
    day: null,
    month: null,
  });
});

Deno.test("on the first day of all, the day alone tells of the month", () => {
  const { day, month } = forecastOf({ now: NOON, todayUsd: 3, earlier: {} });

  assert.deepEqual(rounded(day), [3 + 0.5 * 3, 3 + 0.5 * 12]);
  assert.deepEqual(rounded(month), [3 + 9.5 * 3, 3 + 9.5 * 12]);
});
