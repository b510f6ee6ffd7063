import type { CostRange } from "@/domain/usage_forecast.ts";
import { formatMoney } from "../format.ts";
import { USAGE_TEXT } from "../text/usage_text.ts";

const TEXT = USAGE_TEXT.forecast;

/** A range in round numbers: more digits would claim what nobody knows. */
export function rangeWords(range: CostRange | null): string {
  return range === null
    ? TEXT.none
    : TEXT.range(aboutMoney(range.low), aboutMoney(range.high));
}

/** What the day may cost, beside its budget; `undefined` where there is nothing to compare. */
export function againstBudget(
  range: CostRange | null,
  dailyUsd: number | undefined,
): string | undefined {
  if (range === null || dailyUsd === undefined) return undefined;
  const budget = formatMoney(dailyUsd);
  if (range.low > dailyUsd) return TEXT.over(budget);
  return range.high > dailyUsd ? TEXT.mayBeOver(budget) : TEXT.under(budget);
}

/** An amount with two digits that count: `$0.43`, `$12`, `$1,300`. */
function aboutMoney(usd: number): string {
  if (usd <= 0) return "$0";
  const power = 10 ** (Math.floor(Math.log10(usd)) - 1);
  const rounded = Math.round(usd / power) * power;
  return formatMoney(rounded).replace(/\.00$/, "");
}
