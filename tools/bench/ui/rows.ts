import type { LineTime } from "../line_time.ts";
import type { PageUnderLoad, Response } from "./measure_pages.ts";

type Row = readonly [string, string];

/** What a page under load did, beside itself at rest and a bare page, as rows of a table. */
export function pageRows(name: string, told: PageUnderLoad): readonly Row[] {
  const { underLoad, atRest, bare, heapMb } = told;
  const where = `${name} at ${told.eventsPerSecond.toFixed(0)} events/s`;
  const beside = (of: (response: Response) => string, rest = of(atRest)) =>
    `${of(underLoad)}; at rest ${rest}; a bare page ${of(bare)}`;
  const keys: readonly Row[] = underLoad.keyP95Ms === null ? [] : [[
    `${where}: from a key to the frame that shows it, p95`,
    beside(({ keyP95Ms }) => ms(keyP95Ms)),
  ]];
  return [
    ...keys,
    [
      `${where}: from frame to frame, p95`,
      beside(({ frameP95Ms }) => ms(frameP95Ms)),
    ],
    [
      `${where}: from an event to the frame that shows it, median, p95, longest`,
      beside(
        ({ shownMedianMs, shownP95Ms, shownMaxMs }) =>
          [shownMedianMs, shownP95Ms, shownMaxMs].map(ms).join(", "),
        "-",
      ),
    ],
    [
      `${where}: how long its thread works`,
      beside(({ busyShare }) => `${(busyShare * 100).toFixed(0)} %`),
    ],
    [
      `${where}: script objects after a collection, first to last`,
      `${heapMb.map((mb) => mb.toFixed(1)).join(", ")} MB`,
    ],
    [
      `${where}: load average of the machine`,
      told.loadAverage.toFixed(1),
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
    ["meanwhile: load average of the machine", told.loadAverage.toFixed(1)],
  ];
}

function ms(value: number | null): string {
  return value === null ? "-" : `${value.toFixed(1)} ms`;
}
