import { useMemo } from "preact/hooks";
import { Clock } from "@/components/Clock.tsx";
import { plural } from "@/components/format.ts";
import { chartsOf } from "@/components/metrics/charts.ts";
import type { Range } from "@/components/metrics/ranges.ts";
import type { MetricsReport } from "@/domain/metric_queries.ts";
import { MetricChart } from "./metrics/MetricChart.tsx";
import { type Reported, useReport } from "./metrics/use_report.ts";
import { METRICS_TEXT } from "@/components/text/metrics_text.ts";

const DAY_SECONDS = 86_400;

type MetricsViewProps = {
  readonly rendered: Reported;
  readonly range: Range;
};

/** All charts of one span; new values appear by themselves. */
export default function MetricsView({ rendered, range }: MetricsViewProps) {
  const { report, atMs } = useReport(rendered, range);
  const charts = useMemo(() => chartsOf(report), [report]);
  return (
    <>
      <ReportNotices report={report} />
      <p class="meta">
        {METRICS_TEXT.asOf} <Clock at={new Date(atMs).toISOString()} />
        {METRICS_TEXT.inStepsOfTablesHave(stepWords(report.step_seconds))}
      </p>
      <div class="charts">
        {charts.map((chart) => (
          <MetricChart
            key={chart.id}
            chart={chart}
            times={report.times}
            withDates={range.seconds > DAY_SECONDS}
          />
        ))}
      </div>
    </>
  );
}

function ReportNotices({ report }: { readonly report: MetricsReport }) {
  const { enabled, complete, dropped_samples } = report;
  return (
    <>
      {!enabled && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{METRICS_TEXT.nothingIsBeingMeasured}</p>
          <p class="notice-text">{METRICS_TEXT.monitoringEnabledIsFalseWhat}</p>
        </div>
      )}
      {!complete && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">{METRICS_TEXT.theHistoryCannotBeRead}</p>
          <p class="notice-text">{METRICS_TEXT.onlyWhatTheServerHas}</p>
        </div>
      )}
      {dropped_samples > 0 && (
        <div class="notice" data-tone="attention">
          <p class="notice-title">
            {METRICS_TEXT.willBeMissing(plural(dropped_samples, "sample"))}
          </p>
          <p class="notice-text">{METRICS_TEXT.theHistoryWasAwayFor}</p>
        </div>
      )}
    </>
  );
}

function stepWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${seconds / 60} min`;
  return `${seconds / 3_600} h`;
}
