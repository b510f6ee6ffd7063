import { join } from "node:path";
import { printLine } from "../output.ts";
import { measureCommits } from "./commit_rate.ts";
import { measureDispatch } from "./dispatch_time.ts";
import { measureFanOut } from "./fan_out.ts";
import { measureHistory } from "./history_rate.ts";
import { machine } from "./machine.ts";
import { type PageWeight, weighScripts } from "./page_weight.ts";
import { measureStart, median, type Startable } from "./start_time.ts";
import { measureUi, uiRows } from "./ui/mod.ts";

const RUNS = 5;
/** How long the first page is under load; `deno task bench:ui` takes ten minutes. */
const UI_SECONDS = 20;
const TOKEN = "measured-on-loopback";

const vamp: Startable = {
  args: () => ["task", "--quiet", "start"],
  env: (port, scratch) => ({
    API_PORT: String(port),
    DATA_DIR: join(scratch, "data"),
    AUTH_TOKEN: TOKEN,
    // No agent is started here, and nothing shall be fetched meanwhile.
    CLAUDE_CLI_PATH: "/bin/true",
  }),
  path: "/api/health/live",
};

const hello: Startable = {
  args: (port) => [
    "task",
    "--quiet",
    "--eval",
    `deno run --quiet --allow-net tools/bench/hello.ts ${port}`,
  ],
  env: () => ({}),
  path: "/",
};

/** Measures, and prints a table and the same as one line of JSON. */
async function bench(root: string): Promise<void> {
  let weight: PageWeight | undefined;
  // The first start builds the pages, which the measured ones find done.
  await measureStart(root, vamp, async (origin) => {
    weight = await weighScripts(`${origin}/`, {
      authorization: `Bearer ${TOKEN}`,
    });
  });
  const vampMs: number[] = [];
  const helloMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    vampMs.push(await measureStart(root, vamp));
    helloMs.push(await measureStart(root, hello));
  }
  const commits = await measureCommits();
  const history = await measureHistory();
  const dispatch = await measureDispatch();
  const fanOut = await measureFanOut();
  const start = { vampMs: median(vampMs), helloMs: median(helloMs) };
  const ui = await measureUi(UI_SECONDS);
  const where = machine();
  const rows: readonly (readonly [string, string])[] = [
    [
      "warm `deno task start` to the first 200",
      `${start.vampMs.toFixed(0)} ms`,
    ],
    [
      "a bare `Deno.serve`, started the same way",
      `${start.helloMs.toFixed(0)} ms`,
    ],
    ["ratio", (start.vampMs / start.helloMs).toFixed(2)],
    ["scripts of the first page", `${weight?.files} files`],
    ["the same, gzip", kilobytes(weight?.gzipBytes)],
    ["the same, brotli", kilobytes(weight?.brotliBytes)],
    ["acknowledged commands, on disk", perSecond(commits.commandsPerSecond)],
    ["their events", perSecond(commits.eventsPerSecond)],
    [
      "the same commits on the bare Deno KV",
      perSecond(commits.bareEventsPerSecond),
    ],
    [
      "ratio",
      (commits.eventsPerSecond / commits.bareEventsPerSecond).toFixed(2),
    ],
    [
      "rows from the log into Postgres",
      perSecond(history.historianRowsPerSecond),
    ],
    [
      "the same rows by bare `jsonb_to_recordset`",
      perSecond(history.bareRowsPerSecond),
    ],
    [
      "ratio",
      (history.historianRowsPerSecond / history.bareRowsPerSecond).toFixed(2),
    ],
    [
      "a task's creation to its message in an idle agent's standard input",
      `${ms(dispatch.medianMs)}, p99 ${ms(dispatch.p99Ms)}`,
    ],
    [
      "the same message through a queue in memory",
      `${ms(dispatch.bareMedianMs)}, p99 ${ms(dispatch.bareP99Ms)}`,
    ],
    [
      "ratio of the medians",
      (dispatch.medianMs / dispatch.bareMedianMs).toFixed(0),
    ],
    [
      "deliveries to 1,000 clients of the event stream, flooded",
      perSecond(fanOut.deliveriesPerSecond),
    ],
    [
      "the same from a bare `Deno.serve` stream",
      perSecond(fanOut.bareDeliveriesPerSecond),
    ],
    [
      "ratio",
      (fanOut.deliveriesPerSecond / fanOut.bareDeliveriesPerSecond).toFixed(2),
    ],
    [
      "how late 10 events a second come to each of them, p99",
      `${ms(fanOut.p99Ms)}, bare ${ms(fanOut.bareP99Ms)}`,
    ],
    ...uiRows(ui),
  ];
  printLine(`${where}; median of ${RUNS} runs\n`);
  printLine("| measured | result |\n| --- | --- |");
  for (const [what, result] of rows) printLine(`| ${what} | ${result} |`);
  printLine(
    `\n${
      JSON.stringify({
        machine: where,
        runs: { vampMs, helloMs },
        start,
        weight,
        commits,
        history,
        dispatch,
        fanOut,
        ui,
      })
    }`,
  );
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

function perSecond(rate: number): string {
  return `${rate.toFixed(0)}/s`;
}

function kilobytes(bytes = NaN): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

if (import.meta.main) await bench(join(import.meta.dirname ?? ".", "../.."));
