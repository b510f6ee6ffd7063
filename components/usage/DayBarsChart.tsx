import type { UsageReport } from "@/domain/usage_report.ts";
import { formatMoney } from "../format.ts";
import { USAGE_TEXT } from "../text/usage_text.ts";
import { type DayBar, dayBars } from "./day_bars.ts";

const TEXT = USAGE_TEXT.chart;
const WIDTH = 1_000;
const HEIGHT = 200;
/** The share of a day's room that its bar takes. */
const FULLNESS = 0.78;

/** A stack of bars for each day, drawn without any script. */
export function DayBarsChart({ report }: { readonly report: UsageReport }) {
  const { names, bars, top } = dayBars(report);
  if (top === 0) return <p class="chart-empty">{TEXT.empty}</p>;
  const room = WIDTH / bars.length;
  const by = USAGE_TEXT.by[report.by].toLowerCase();
  return (
    <figure class="day-bars">
      <div class="day-bars-plot">
        <div class="day-bars-scale num" aria-hidden="true">
          <span>{formatMoney(top)}</span>
          <span>{formatMoney(top / 2)}</span>
          <span>$0</span>
        </div>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={TEXT.label(by, report.from, report.to)}
        >
          <path class="day-bars-grid" d={`M0 0.5h${WIDTH}M0 100h${WIDTH}`} />
          {bars.map((bar, index) => (
            <Bar
              key={bar.day}
              bar={bar}
              x={(index + (1 - FULLNESS) / 2) * room}
              width={room * FULLNESS}
              perUsd={HEIGHT / top}
            />
          ))}
        </svg>
      </div>
      <div class="day-bars-ends num" aria-hidden="true">
        <span>{report.from}</span>
        <span>{report.to}</span>
      </div>
      <figcaption>
        <ul class="chart-legend">
          {names.map((name, place) => (
            <li key={name} data-line={place}>
              <span class="day-bars-mark" />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

type BarProps = {
  readonly bar: DayBar;
  readonly x: number;
  readonly width: number;
  /** Height of a dollar. */
  readonly perUsd: number;
};

function Bar({ bar, x, width, perUsd }: BarProps) {
  let y = HEIGHT;
  return (
    <g>
      <title>{TEXT.bar(bar.day, bar.usd)}</title>
      <rect class="day-bars-room" x={x} y="0" width={width} height={HEIGHT} />
      {bar.parts.map(({ place, usd }) => {
        const height = usd * perUsd;
        y -= height;
        return (
          <rect
            key={place}
            data-line={place}
            x={x.toFixed(2)}
            y={y.toFixed(2)}
            width={width.toFixed(2)}
            height={height.toFixed(2)}
          />
        );
      })}
    </g>
  );
}
