// Long, because the page's eight charts stand beside each other as a table.
import { FAILURE_KINDS } from "@/domain/failure_kinds.ts";
import { metricFacts, SAMPLE_SECONDS } from "@/domain/metric.ts";
import type { MetricsReport } from "@/domain/metric_queries.ts";
import { formatDuration, formatMoney, formatTokens } from "../format.ts";
import { failureWords } from "../failure_words.ts";
import type { Look } from "../status.ts";

type Values = readonly (number | null)[];

/** One line of a chart, and one column of its table. */
export type ChartLine = {
  readonly label: string;
  readonly values: Values;
  /** Lends the colour of a state; else the line's place decides. */
  readonly look?: Look;
};

/** One chart with everything that its drawing and its table show. */
export type Chart = {
  readonly id: string;
  readonly title: string;
  /** What the numbers are, in one sentence. */
  readonly about: string;
  readonly lines: readonly ChartLine[];
  /** Lines lie on top of each other and make a sum. */
  readonly isStacked: boolean;
  /** Values come now and then: each is marked, and a line leads to the next. */
  readonly isSparse: boolean;
  /** What the legend says of a line: its newest value, or the sum of all. */
  readonly says: "newest" | "sum";
  /** Distances that marks of the scale may have; without them, decimal ones. */
  readonly increments?: readonly number[];
  readonly format: (value: number) => string;
};

/** Lines that a reader can tell apart; what is left goes into one more. */
const MOST_LINES = 7;
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const SECOND_MS = 1_000;
const NICE_SECONDS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800],
  ...[1, 2, 6, 12, 24, 48, 120].map((hours) => hours * HOUR_SECONDS),
];
const MB = 1_048_576;

/** The charts of a report. */
export function chartsOf(report: MetricsReport): Chart[] {
  const line = (name: string, label: string, look?: Look): ChartLine => ({
    label,
    values: valuesOf(report, name),
    ...(look ? { look } : {}),
  });
  const rate = (name: string, label: string, perSeconds: number) => ({
    label,
    values: ratesOf(report, valuesOf(report, name), perSeconds),
  });
  const flat = {
    isStacked: false,
    isSparse: false,
    says: "newest",
    format: formatAmount,
  } as const;
  return [
    {
      ...flat,
      id: "agents",
      title: "Agents",
      about: "How many agents there are, by status.",
      lines: [
        line("agents.starting", "Starting", "queued"),
        line("agents.idle", "Idle", "idle"),
        line("agents.busy", "Working", "working"),
        line("agents.terminating", "Stopping", "cancelled"),
        line("agents.failed", "Failed", "failed"),
      ],
    },
    {
      ...flat,
      id: "queue",
      title: "Tasks",
      about: "Tasks that wait for their agent, and tasks that an agent has.",
      lines: [
        line("tasks.pending", "Waiting", "queued"),
        line("tasks.running", "Running", "working"),
      ],
    },
    {
      ...flat,
      id: "duration",
      title: "Task duration",
      about: "From an agent's start with a task to its end.",
      lines: [
        line("duration.mean", "Mean"),
        line("duration.p95", "95 % took at most"),
      ],
      format: formatDuration,
      isSparse: true,
      increments: [100, 200, 500, ...NICE_SECONDS.map((s) => s * SECOND_MS)],
    },
    {
      ...flat,
      id: "tokens",
      title: "Tokens per minute",
      about: "What the model read and wrote.",
      lines: [
        rate("tokens.input", "Input", MINUTE_SECONDS),
        rate("tokens.output", "Output", MINUTE_SECONDS),
        rate("tokens.cache_read", "Cache read", MINUTE_SECONDS),
        rate("tokens.cache_write", "Cache write", MINUTE_SECONDS),
      ],
      format: formatTokens,
    },
    {
      ...flat,
      id: "cost",
      title: "Cost per hour",
      about: "Money spent, at list price.",
      lines: [rate("cost.usd", "Cost", HOUR_SECONDS)],
      format: formatMoney,
    },
    {
      ...flat,
      id: "errors",
      title: "Failures",
      about: "Failed tasks and failed agents, by cause.",
      lines: bounded(failureLines(report), "Other causes"),
      says: "sum",
    },
    {
      ...flat,
      id: "lag",
      title: "Event-loop lag",
      about: "How late the server's timers ran: a busy server answers late.",
      lines: [line("lag.mean", "Mean"), line("lag.max", "Worst")],
      format: formatMilliseconds,
    },
    {
      id: "memory",
      title: "Memory",
      about: "Resident memory of the server and of each agent's processes.",
      ...flat,
      isStacked: true,
      lines: [
        line("memory.server", "Server"),
        ...bounded(agentLines(report), "Other agents"),
      ],
      format: formatBytes,
      increments: Array.from({ length: 20 }, (_, power) => 8 * MB * 2 ** power),
    },
  ];
}

/** Whether there is anything to draw. */
export function hasValues({ lines }: Pick<Chart, "lines">): boolean {
  return lines.some(({ values }) => values.some((value) => value !== null));
}

/** The one value that stands for a line; null where nothing is known. */
export function valueOfLine(
  { says }: Pick<Chart, "says">,
  { values }: ChartLine,
): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return says === "sum"
    ? known.reduce((sum, value) => sum + value, 0)
    : known.at(-1) ?? null;
}

/** `0`, `2`, `0.4`: means of counts are rarely whole. */
export function formatAmount(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : 1)));
}

/** `0.4 ms`, `12 ms`, `1.2s`. */
export function formatMilliseconds(value: number): string {
  if (value >= 1_000) return formatDuration(value);
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ms`;
}

/** `312 MB`, `1.2 GB`; powers of 1,024. */
export function formatBytes(value: number): string {
  const mb = value / 1_048_576;
  return mb < 1_023.5
    ? `${Math.round(mb)} MB`
    : `${(mb / 1_024).toFixed(1)} GB`;
}

function valuesOf(report: MetricsReport, name: string): Values {
  const found = report.series.find((each) => each.name === name);
  if (found) return found.values;
  // What is nowhere was never anything but zero, or never known.
  const { gathering } = metricFacts(name);
  const isZero = gathering === "level" || gathering === "sum";
  return report.samples.map((taken) => isZero && taken > 0 ? 0 : null);
}

function ratesOf(
  { samples }: MetricsReport,
  values: Values,
  perSeconds: number,
): Values {
  return values.map((value, index) => {
    const known = (samples[index] ?? 0) * SAMPLE_SECONDS;
    return value === null || known === 0 ? null : value / known * perSeconds;
  });
}

function failureLines(report: MetricsReport): ChartLine[] {
  return FAILURE_KINDS.flatMap((kind) => {
    const name = `errors.${kind}`;
    const found = report.series.find((each) => each.name === name);
    if (!found) return [];
    const words = failureWords(kind);
    return [{
      label: words.charAt(0).toUpperCase() + words.slice(1),
      values: found.values,
    }];
  });
}

function agentLines({ series }: MetricsReport): ChartLine[] {
  return series.filter(({ name }) => name === "memory.agent")
    .map(({ agent_id, agent_name, values }) => ({
      label: agent_name ?? `agent …${agent_id?.slice(-4)}`,
      values,
    }));
}

/** The lines with the greatest sums, and the sum of all others. */
function bounded(lines: readonly ChartLine[], others: string): ChartLine[] {
  const sumOf = ({ values }: ChartLine) =>
    values.reduce((sum: number, value) => sum + (value ?? 0), 0);
  const sorted = lines.toSorted((a, b) => sumOf(b) - sumOf(a));
  if (sorted.length <= MOST_LINES) return sorted;
  const rest = sorted.slice(MOST_LINES - 1);
  const values = (rest[0]?.values ?? []).map((_, index) => {
    const known = rest.map((line) => line.values[index] ?? null)
      .filter((value) => value !== null);
    return known.length === 0
      ? null
      : known.reduce((sum, value) => sum + value, 0);
  });
  return [...sorted.slice(0, MOST_LINES - 1), { label: others, values }];
}
