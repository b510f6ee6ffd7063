import { printLine } from "../../output.ts";
import { type LineTime, measureLines } from "../line_time.ts";
import { machine } from "../machine.ts";
import {
  measureCanvas,
  measureFleet,
  type PageUnderLoad,
} from "./measure_pages.ts";
import { lineRows, pageRows } from "./rows.ts";

/** What the pages do under load, and how late lines of agents are on them. */
export type UiFigures = {
  readonly fleet: PageUnderLoad;
  readonly canvas: PageUnderLoad;
  /** Or why they could not be measured. */
  readonly lines: LineTime | string;
};

/** 200 agents; a workflow of 200 nodes. */
const FLEET = { teams: 20, eventsPerSecond: 2_000 } as const;
const CANVAS = { teams: 10, eventsPerSecond: 80 } as const;

/** Measures the first page for so many seconds, the rest for a third of a minute each. */
export async function measureUi(fleetSeconds: number): Promise<UiFigures> {
  return {
    fleet: await measureFleet({ ...FLEET, seconds: fleetSeconds }),
    canvas: await measureCanvas({ ...CANVAS, seconds: 20 }),
    // It takes a `claude` and a network that leads nowhere.
    lines: await measureLines().catch((error: Error) => error.message),
  };
}

/** The figures as rows of a table. */
export function uiRows(
  { fleet, canvas, lines }: UiFigures,
): readonly (readonly [string, string])[] {
  return [
    ...pageRows("the first page with 200 agents", fleet),
    ...pageRows("the workflow with 200 nodes, while it is moved,", canvas),
    ...typeof lines === "string"
      ? [[
        "a line of the real CLI to the page",
        `not measured: ${lines}`,
      ]] as const
      : lineRows(lines),
  ];
}

if (import.meta.main) {
  const seconds = Number(Deno.args[0] ?? 600);
  const figures = await measureUi(seconds);
  printLine(`${machine()}; the first page for ${seconds} s\n`);
  printLine("| measured | result |\n| --- | --- |");
  for (const [what, result] of uiRows(figures)) {
    printLine(`| ${what} | ${result} |`);
  }
  printLine(`\n${JSON.stringify({ machine: machine(), ...figures })}`);
}
