import { formatClock, formatExact } from "../format.ts";
import type { Chart } from "./charts.ts";
import { METRICS_TEXT } from "@/components/text/metrics_text.ts";

type ChartTableProps = {
  readonly chart: Chart;
  /** When each step begins. */
  readonly times: readonly string[];
  /** Whether the span is longer than a day and times need their date. */
  readonly withDates: boolean;
};

/** The numbers of a chart, the newest first; steps without any are left out. */
export function ChartTable({ chart, times, withDates }: ChartTableProps) {
  const rows = times.map((time, index) => ({
    time,
    values: chart.lines.map((line) => line.values[index] ?? null),
  })).filter(({ values }) => values.some((value) => value !== null))
    .reverse();
  return (
    <details class="fold">
      <summary>{METRICS_TEXT.asATable(chart.title)}</summary>
      <div
        class="table-box chart-table"
        role="region"
        aria-label={METRICS_TEXT.numbers(chart.title)}
        tabIndex={0}
      >
        <table>
          <caption class="sr-only">{chart.title}: {chart.about}</caption>
          <thead>
            <tr>
              <th scope="col">{METRICS_TEXT.from}</th>
              {chart.lines.map(({ label }) => (
                <th key={label} scope="col" class="right">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ time, values }) => (
              <tr key={time}>
                <th scope="row" class="num">
                  <time dateTime={time} title={formatExact(time)}>
                    {withDates
                      ? formatExact(time).slice(5, 16)
                      : formatClock(time)}
                  </time>
                </th>
                {values.map((value, place) => (
                  <td key={place} class="num right">
                    {value === null ? "–" : chart.format(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
