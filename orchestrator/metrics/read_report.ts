import type { Fleet } from "@/domain/fleet.ts";
import { familyOf, METRIC_NAMES, type MetricSample } from "@/domain/metric.ts";
import type { MetricsQuery, MetricsReport } from "@/domain/metric_queries.ts";
import {
  partsOf,
  samplesOf,
  seriesOf,
  type StepPart,
  type StepRange,
  stepsOver,
  stepTimes,
} from "@/domain/metric_series.ts";
import type { MetricStorePort } from "./ports.ts";

/** What there is to read from. */
export type ReportSources = {
  readonly enabled: boolean;
  /** In memory, oldest first. */
  readonly samples: readonly MetricSample[];
  readonly dropped: number;
  readonly store: MetricStorePort | undefined;
  readonly fleet: Pick<Fleet, "agents">;
};

/**
 * Puts together what memory and the history have. Memory goes first where it
 * reaches; without the history the report has that alone, and says so.
 */
export async function readReport(
  sources: ReportSources,
  query: MetricsQuery,
): Promise<MetricsReport> {
  const range = stepsOver(
    Date.parse(query.from),
    Date.parse(query.to),
    query.stepSeconds,
  );
  const names = namesOf(query.names);
  const [oldest] = sources.samples;
  const splitMs = oldest ? Date.parse(oldest.at) : range.toMs;
  const stored = splitMs <= range.fromMs
    ? []
    : await readStored(sources.store, query, names, {
      ...range,
      toMs: Math.min(splitMs, range.toMs),
    });
  const isWanted = (name: string, agent: string | null) =>
    names.includes(name) && (!query.agentId || query.agentId === agent);
  const parts = [...stored ?? [], ...partsOf(sources.samples, range)];
  return {
    enabled: sources.enabled,
    from: instant(range.fromMs),
    to: instant(range.toMs),
    step_seconds: range.stepMs / 1_000,
    complete: stored !== undefined,
    dropped_samples: sources.dropped,
    times: stepTimes(range).map(instant),
    samples: samplesOf(parts, range),
    series: seriesOf(parts, range, isWanted).map((line) => ({
      ...line,
      values: line.values.map(rounded),
      agent_name: line.agent_id &&
        (sources.fleet.agents[line.agent_id]?.name ?? null),
    })),
  };
}

/** What the history has; `undefined` when it cannot be asked. */
async function readStored(
  store: MetricStorePort | undefined,
  { agentId }: MetricsQuery,
  names: readonly string[],
  range: StepRange,
): Promise<readonly StepPart[] | undefined> {
  try {
    return await store?.readParts(range, { names, agentId });
  } catch {
    // The historian tells why it is away; here the answer says that it is.
    return undefined;
  }
}

/** Metrics that names and families stand for; none given, all. */
function namesOf(asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return METRIC_NAMES;
  return METRIC_NAMES.filter((name) =>
    asked.includes(name) || asked.includes(familyOf(name))
  );
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** As exact as a chart and a reader can use. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}
