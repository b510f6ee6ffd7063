import type UPlot from "uplot";
import { type Chart, hasValues } from "@/components/metrics/charts.ts";
import { dashOf } from "@/components/metrics/line_looks.ts";
import { type Colors, onThemeChange, readColors, washed } from "./colors.ts";

const HEIGHT_PX = 176;
const FONT = "12px system-ui, sans-serif";

/** A drawn chart. */
export type Plot = Disposable & {
  /** Draws other values of the same lines. */
  update(chart: Chart, times: readonly string[]): void;
};

/**
 * Draws a chart into a box of the page and keeps it in the box's width and in
 * the page's colours.
 *
 * @param figure Holds the legend, whose colours the lines take.
 * @param onPoint Told which step the reader points at; null for none.
 */
export async function plotInto(
  places: { readonly figure: HTMLElement; readonly box: HTMLElement },
  chart: Chart,
  times: readonly string[],
  onPoint: (index: number | null) => void,
): Promise<Plot> {
  const { default: UPlot } = await import("uplot");
  const { figure, box } = places;
  let colors = readColors(figure, box);
  const plot = new UPlot(
    optionsOf(chart, box.clientWidth, () => colors, onPoint),
    dataOf(chart, times),
    box,
  );
  const sized = new ResizeObserver(() =>
    plot.setSize({ width: box.clientWidth, height: HEIGHT_PX })
  );
  sized.observe(box);
  const endTheme = onThemeChange(() => {
    colors = readColors(figure, box);
    plot.redraw(false);
  });
  return {
    update: (next, nextTimes) => plot.setData(dataOf(next, nextTimes)),
    [Symbol.dispose]: () => {
      endTheme();
      sized.disconnect();
      plot.destroy();
    },
  };
}

/** Columns as the library takes them: times, then a line each, stacked if so. */
export function dataOf(
  chart: Chart,
  times: readonly string[],
): UPlot.AlignedData {
  const seconds = times.map((time) => Date.parse(time) / 1_000);
  if (!chart.isStacked) {
    return [seconds, ...chart.lines.map(({ values }) => [...values])];
  }
  const below = seconds.map(() => 0);
  const [first] = chart.lines;
  const stacked = chart.lines.map(({ values }) =>
    seconds.map((_, index) => {
      below[index] = (below[index] ?? 0) + (values[index] ?? 0);
      // What lies at the bottom tells whether anything was measured at all.
      const isKnown = (first?.values[index] ?? null) !== null;
      return isKnown ? below[index] ?? null : null;
    })
  );
  return [seconds, ...stacked];
}

function optionsOf(
  chart: Chart,
  width: number,
  colors: () => Colors,
  onPoint: (index: number | null) => void,
): UPlot.Options {
  const axis = {
    font: FONT,
    stroke: () => colors().text,
    grid: { stroke: () => colors().grid, width: 1 },
    ticks: { stroke: () => colors().grid, width: 1, size: 4 },
  };
  const colorOf = (place: number) => colors().lines[place] ?? colors().text;
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 6 },
      sync: { key: "metrics" },
    },
    hooks: {
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
    scales: { y: { range: (_, __, max) => [0, highest(chart, max)] } },
    axes: [
      {
        ...axis,
        size: 28,
        space: 64,
        values: (_, splits) => splits.map(timeWords),
      },
      {
        ...axis,
        size: 60,
        space: 32,
        ...(chart.increments ? { incrs: [...chart.increments] } : {}),
        values: (_, splits) => splits.map((value) => chart.format(value)),
      },
    ],
    series: [
      {},
      ...chart.lines.map((line, place): UPlot.Series => ({
        label: line.label,
        stroke: () => colorOf(place),
        width: 2,
        dash: dashOf(place),
        spanGaps: chart.isSparse,
        ...(chart.isSparse
          ? {
            points: { show: true, size: 6, fill: () => colorOf(place) },
          }
          : {}),
        ...(chart.isStacked && place === 0
          ? { fill: () => washed(colorOf(0)) }
          : {}),
      })),
    ],
    bands: chart.isStacked
      ? chart.lines.slice(1).map((_, place) => ({
        series: [place + 2, place + 1] as [number, number],
        fill: () => washed(colorOf(place + 1)),
      }))
      : [],
  };
}

/** The hour where the reader is; midnight shows the date instead. */
function timeWords(seconds: number): string {
  const date = new Date(seconds * 1_000);
  const two = (part: number) => String(part).padStart(2, "0");
  return date.getHours() === 0 && date.getMinutes() === 0
    ? `${two(date.getMonth() + 1)}-${two(date.getDate())}`
    : `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A little air above the highest line; a flat zero keeps a scale. */
function highest(chart: Chart, max: number | null): number {
  if (!hasValues(chart) || !max) return 1;
  return max * 1.1;
}
