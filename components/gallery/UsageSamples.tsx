import type { BudgetLine } from "@/domain/budget_lines.ts";
import { dayAfter, reportOf } from "@/domain/usage_days.ts";
import { NO_USAGE } from "@/domain/usage_sum.ts";
import { AlertList } from "../budget/AlertList.tsx";
import { BudgetMeter } from "../budget/BudgetMeter.tsx";
import { HeldNotice } from "../budget/HeldNotice.tsx";
import { BudgetTable } from "../usage/BudgetTable.tsx";
import { DayBarsChart } from "../usage/DayBarsChart.tsx";
import { SpanNav } from "../usage/SpanNav.tsx";
import { SummaryOfUse } from "../usage/SummaryOfUse.tsx";
import { DayTable, UsageTable } from "../usage/UsageTable.tsx";
import { GallerySection } from "./GallerySection.tsx";
import { sampleTime } from "./sample_fleet.ts";

const AT = sampleTime(60);
const SPAN = { from: "2026-11-08", to: "2026-11-22", by: "model" } as const;
const MODELS = ["opus", "sonnet", "haiku"];

/** Fifteen days of three models, with a day off each week. */
const REPORT = reportOf(
  SPAN,
  Array.from({ length: 15 }, (_, n) => dayAfter(SPAN.from, n))
    .filter((_, n) => n % 7 !== 0)
    .flatMap((day, n) =>
      MODELS.map((id, place) => ({
        day,
        id,
        name: id,
        turns: 4 + n,
        usage: {
          input_tokens: 1_200 * (n + 1),
          output_tokens: 9_400 * (n + 1),
          cache_read_tokens: 310_000,
          cache_write_tokens: 22_000,
          cost_usd: (3 - place) * (1 + (n * 5) % 7) / 4,
        },
      }))
    ),
);

function line(
  scope: BudgetLine["scope"],
  name: string,
  share: number,
): BudgetLine {
  return {
    scope,
    id: scope === "day" ? null : "sample",
    name,
    budget: { usd: 10, ...(scope === "session" && { tokens: 2_000_000 }) },
    used: { ...NO_USAGE, output_tokens: 840_000, cost_usd: share * 10 },
    share,
    marks: {
      warned_at: share >= 0.8 ? AT : null,
      reached_at: share >= 1 ? AT : null,
    },
  };
}

const LINES = [
  line("day", SPAN.to, 1.2),
  line("agent", "Ada", 1),
  line("task", "Search and tags", 0.85),
  line("session", "Notes service", 0.4),
];

/** Budgets in every state, and what the page of use shows. */
export function UsageSamples() {
  return (
    <>
      <GallerySection title="BudgetMeter, HeldNotice, AlertList, BudgetTable">
        <div class="form">
          {LINES.map((each) => <BudgetMeter key={each.scope} line={each} />)}
          <HeldNotice line={LINES[1]!} isOwn />
          <HeldNotice line={LINES[0]!} isOwn={false} />
          <AlertList
            alerts={LINES.map(({ scope, id, name }, place) => ({
              scope,
              id,
              name,
              state: place < 2 ? "reached" : "warned",
            }))}
          />
        </div>
        <BudgetTable lines={LINES.slice(1)} />
      </GallerySection>
      <GallerySection title="SummaryOfUse, SpanNav, DayBarsChart, UsageTable, DayTable">
        <SummaryOfUse
          dailyUsd={15}
          summary={{
            today: SPAN.to,
            used_today: { ...NO_USAGE, output_tokens: 8_100, cost_usd: 4.2 },
            used_7_days: REPORT.total.usage,
            used_month: null,
            forecast: { day: { low: 9.1, high: 17.4 }, month: null },
          }}
        />
        <SpanNav span={SPAN} today={SPAN.to} />
        <DayBarsChart report={REPORT} />
        <UsageTable report={REPORT} />
        <DayTable report={REPORT} />
      </GallerySection>
    </>
  );
}
