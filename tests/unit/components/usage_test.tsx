import { strict as assert } from "node:assert";
import { render } from "preact-render-to-string";
import {
  againstBudget,
  rangeWords,
} from "@/components/usage/forecast_words.ts";
import { dayBars } from "@/components/usage/day_bars.ts";
import { DayBarsChart } from "@/components/usage/DayBarsChart.tsx";
import { spanOfAddress } from "@/components/usage/usage_address.ts";
import { dayAfter, reportOf, type UsageRow } from "@/domain/usage_days.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";

const SPAN = { from: "2026-01-01", to: "2026-01-04", by: "model" } as const;
const row = (day: number, id: string | null, usd: number): UsageRow => ({
  day: dayAfter(SPAN.from, day),
  id,
  name: id,
  usage: { ...NO_USAGE, cost_usd: usd },
  turns: 1,
});

Deno.test("each day is a stack in the order of the legend, and a day without use is empty", () => {
  const { names, bars, top } = dayBars(
    reportOf(SPAN, [row(0, "a", 1), row(0, "b", 3), row(2, "a", 0.5)]),
  );

  assert.deepEqual(names, ["b", "a"]);
  assert.deepEqual(bars.map(({ usd }) => usd), [4, 0, 0.5, 0]);
  assert.deepEqual(bars[0]?.parts, [
    { place: 0, usd: 3 },
    { place: 1, usd: 1 },
  ]);
  assert.equal(top, 5);
});

Deno.test("many groups are drawn as seven and the rest", () => {
  const rows = Array.from(
    { length: 12 },
    (_, n) => row(0, `model-${n}`, 12 - n),
  );

  const { names, bars } = dayBars(reportOf(SPAN, rows));

  assert.equal(names.length, 8);
  assert.equal(names.at(-1), "5 others");
  assert.deepEqual(bars[0]?.parts.at(-1), { place: 7, usd: 15 });
});

Deno.test("the drawing tells each day to those who point at it, and what it is to those who do not see it", () => {
  const html = render(
    <DayBarsChart report={reportOf(SPAN, [row(1, "a", 1)])} />,
  );

  assert.match(html, /<title>2026-01-02: \$1\.00<\/title>/);
  assert.match(html, /aria-label="Cost of each day from 2026-01-01/);
  const empty = render(<DayBarsChart report={reportOf(SPAN, [])} />);
  assert.match(empty, /Nothing was used/);
});

Deno.test("a forecast has two digits that count, and says what it means for the budget", () => {
  assert.equal(rangeWords({ low: 12.345, high: 1_876.5 }), "$12 to $1,900");
  assert.equal(rangeWords({ low: 0.4312, high: 0.4349 }), "about $0.43");
  assert.equal(rangeWords(null), "too little is known yet");
  assert.match(againstBudget({ low: 1, high: 2 }, 3) ?? "", /^within/);
  assert.match(againstBudget({ low: 1, high: 4 }, 3) ?? "", /^may exceed/);
  assert.match(againstBudget({ low: 3.5, high: 4 }, 3) ?? "", /^more than/);
  assert.equal(againstBudget({ low: 1, high: 2 }, undefined), undefined);
});

Deno.test("an address that cannot be read is taken as usual", () => {
  const span = (search: string) =>
    spanOfAddress(new URLSearchParams(search), "2026-03-31");

  const usual = { from: "2026-03-02", to: "2026-03-31", by: "model" };
  assert.deepEqual(span(""), usual);
  assert.deepEqual(span("from=x&to=2026-02-30&by=colour"), usual);
  assert.deepEqual(span("from=2026-01-01&to=2026-01-07&by=agent"), {
    from: "2026-01-01",
    to: "2026-01-07",
    by: "agent",
  });
  assert.equal(span("from=2001-01-01").from, "2025-02-25");
});
