import type { LineTime } from "../line_time.ts";
import type { PageUnderLoad } from "./measure_pages.ts";

type Row = readonly [string, string];

/** What a page under load did, as rows of a table. */
export function pageRows(name: string, told: PageUnderLoad): readonly Row[] {
  const { atRest, heapMb } = told;
  const rate = told.eventsPerSecond.toFixed(0);
  const keys: readonly Row[] = told.keyP95Ms === null ? [] : [[
    "from a key to the frame that shows it, p95",
    `${ms(told.keyP95Ms)}, at rest ${ms(atRest.keyP95Ms)}`,
  ]];
  return [
    [
      `${name} at ${rate} events/s: from frame to frame, p95`,
      `${ms(told.frameP95Ms)}, at rest ${ms(atRest.frameP95Ms)}`,
    ],
    ...keys,
    [
      "from an event to the frame that shows it, median, p95, longest",
      [told.shownMedianMs, told.shownP95Ms, told.shownMaxMs].map(ms).join(", "),
    ],
    [
      "script objects after a collection, first to last",
      `${heapMb.map((mb) => mb.toFixed(1)).join(", ")} MB`,
    ],
  ];
}

/** How long lines of a process take to the page, as rows of a table. */
export function lineRows(told: LineTime): readonly Row[] {
  return [
    [
      `a line of the real CLI to the page, while ${
        told.talking - 1
      } stand-ins talk (${told.linesPerSecond} lines/s in all)`,
      `${ms(told.medianMs)}, p99 ${ms(told.p99Ms)}`,
    ],
    [
      "the same line of a bare process to a page by a bare WebSocket",
      `${ms(told.bareMedianMs)}, p99 ${ms(told.bareP99Ms)}`,
    ],
  ];
}

function ms(value: number | null): string {
  return value === null ? "-" : `${value.toFixed(1)} ms`;
}
