import { dayOf } from "./budget_reducer.ts";
import type { Fleet } from "./fleet.ts";
import type { HistoryOutcome } from "./history.ts";
import type { Instant } from "./ids.ts";
import type { Usage } from "./usage.ts";
import { dayAfter } from "./usage_days.ts";
import { type CostForecast, forecastOf } from "./usage_forecast.ts";
import type { UsageQueries, UsageReport } from "./usage_report.ts";
import { addUsage, NO_USAGE } from "./usage_sum.ts";

/** What was used lately, and what the time that is left may cost. */
export type UsageSummary = {
  /** In UTC. */
  readonly today: string;
  /** Up to now, from the live state. */
  readonly used_today: Usage;
  /** With today; null while the history is away. */
  readonly used_7_days: Usage | null;
  readonly used_month: Usage | null;
  /** null while the history is away. */
  readonly forecast: CostForecast | null;
};

/** How far back a forecast looks; at least as far as the month began. */
const DAYS_BACK = 31;

/** What was used lately, from the live state and the history. */
export async function usageSummary(
  source: UsageQueries & { fleet(): Fleet },
  now: Instant,
): Promise<UsageSummary> {
  const today = dayOf(now);
  const past = await source.readUsage({
    from: dayAfter(today, -DAYS_BACK),
    to: today,
    by: "model",
  });
  return summaryOf(source.fleet(), past, now);
}

function summaryOf(
  { budgets }: Fleet,
  past: HistoryOutcome<UsageReport>,
  now: Instant,
): UsageSummary {
  const today = dayOf(now);
  const live = budgets.today.day === today ? budgets.today.usage : NO_USAGE;
  if (!past.ok) {
    return {
      today,
      used_today: live,
      used_7_days: null,
      used_month: null,
      forecast: null,
    };
  }
  const { days } = past.value;
  const stored = days.find(({ day }) => day === today)?.usage ?? NO_USAGE;
  // The history may be behind; and it knows of a day that this program did not count.
  const used_today = stored.cost_usd > live.cost_usd ? stored : live;
  const earlier = days.filter(({ day }) => day < today);
  const since = (first: string) =>
    earlier.filter(({ day }) => day >= first)
      .reduce((sum, { usage }) => addUsage(sum, usage), used_today);
  return {
    today,
    used_today,
    used_7_days: since(dayAfter(today, -6)),
    used_month: since(`${today.slice(0, 8)}01`),
    forecast: forecastOf({
      now,
      todayUsd: used_today.cost_usd,
      earlier: Object.fromEntries(
        earlier.map(({ day, usage }) => [day, usage.cost_usd]),
      ),
    }),
  };
}
