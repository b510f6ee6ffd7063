import type { Chart } from "./charts.ts";
import { valueOfLine } from "./charts.ts";
import { dashOf } from "./line_looks.ts";

type ChartLegendProps = {
  readonly chart: Chart;
  /** The step that the reader points at; without one, the newest or the sum shows. */
  readonly index?: number | null | undefined;
};

/** Names each line beside its pattern, its colour and a value. */
export function ChartLegend({ chart, index }: ChartLegendProps) {
  return (
    <ul class="chart-legend">
      {chart.lines.map((line, place) => {
        const value = typeof index === "number"
          ? line.values[index] ?? null
          : valueOfLine(chart, line);
        return (
          <li key={line.label} data-line={place} data-look={line.look}>
            <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
              <path
                d="M1 4h24"
                stroke-dasharray={dashOf(place).join(" ") || undefined}
              />
            </svg>
            <span>{line.label}</span>
            <span class="num chart-value">
              {value === null ? "–" : chart.format(value)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
