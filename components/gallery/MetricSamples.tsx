import type { Chart } from "../metrics/charts.ts";
import { formatAmount } from "../metrics/charts.ts";
import { ChartLegend } from "../metrics/ChartLegend.tsx";
import { ChartTable } from "../metrics/ChartTable.tsx";
import { RangeNav } from "../metrics/RangeNav.tsx";
import { RANGES } from "../metrics/ranges.ts";
import { sampleTime } from "./sample_fleet.ts";

/** Eight lines: every pattern and every colour, with gaps. */
const CHART: Chart = {
  id: "sample-chart",
  title: "Sample chart",
  about: "Made-up numbers of eight things.",
  lines: Array.from({ length: 8 }, (_, place) => ({
    label: `Line ${place + 1}`,
    values: [place, place === 3 ? null : place * 2, null, 10 - place],
  })),
  isStacked: false,
  isSparse: false,
  says: "newest",
  format: formatAmount,
};
const TIMES = [90, 60, 30, 0].map(sampleTime);

/** What stands around the drawing of a chart, on made-up numbers. */
export function MetricSamples() {
  return (
    <div class="card chart-card">
      <RangeNav range={RANGES[1]} />
      <ChartLegend chart={CHART} />
      <ChartLegend chart={CHART} index={1} />
      <ChartTable chart={CHART} times={TIMES} withDates={false} />
      <ChartTable chart={CHART} times={TIMES} withDates />
    </div>
  );
}
