import { useEffect, useRef, useState } from "preact/hooks";
import { ChartLegend } from "@/components/metrics/ChartLegend.tsx";
import { ChartTable } from "@/components/metrics/ChartTable.tsx";
import {
  type Chart,
  hasValues,
  valueOfLine,
} from "@/components/metrics/charts.ts";
import { type Plot, plotInto } from "./plot.ts";

type MetricChartProps = {
  readonly chart: Chart;
  readonly times: readonly string[];
  readonly withDates: boolean;
};

/** One chart with its legend and its table; the drawing comes when the page lives. */
export function MetricChart(
  { chart, times, withDates }: MetricChartProps,
) {
  const figure = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Plot>();
  const [index, setIndex] = useState<number | null>(null);
  const isDrawn = hasValues(chart);
  const labels = chart.lines.map(({ label }) => label).join("\n");

  // Other lines are another drawing; other values of the same lines are not.
  useEffect(() => {
    if (!figure.current || !box.current) return;
    const places = { figure: figure.current, box: box.current };
    let isGone = false;
    void plotInto(places, chart, times, setIndex).then((plot) => {
      if (isGone) return plot[Symbol.dispose]();
      drawn.current = plot;
    });
    return () => {
      isGone = true;
      drawn.current?.[Symbol.dispose]();
      drawn.current = undefined;
    };
  }, [labels, isDrawn]);
  useEffect(() => drawn.current?.update(chart, times), [chart]);

  return (
    <figure class="card chart-card" ref={figure} aria-labelledby={chart.id}>
      <figcaption>
        <h2 id={chart.id}>{chart.title}</h2>
        <p class="meta">{chart.about}</p>
      </figcaption>
      {isDrawn
        ? (
          <>
            <div class="chart" ref={box} role="img" aria-label={words(chart)} />
            <ChartLegend chart={chart} index={index} />
            <ChartTable chart={chart} times={times} withDates={withDates} />
          </>
        )
        : <p class="chart-empty">{emptyWords(chart)}</p>}
    </figure>
  );
}

/** What the drawing shows, for who does not see it. */
function words(chart: Chart): string {
  const latest = chart.lines.flatMap((line) => {
    const value = valueOfLine(chart, line);
    return value === null ? [] : [`${line.label} ${chart.format(value)}`];
  });
  return `${chart.title} over time. ${
    chart.says === "sum" ? "In all" : "Newest"
  }: ${latest.join(", ")}. The table below has all numbers.`;
}

function emptyWords({ id }: Chart): string {
  if (id === "errors") return "No failures in this span.";
  if (id === "duration") return "No task ended in this span.";
  return "Nothing was measured in this span.";
}
