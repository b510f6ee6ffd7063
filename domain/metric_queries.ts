import type { AgentId, Instant } from "./ids.ts";
import type { MetricSample, MetricTotals } from "./metric.ts";
import type { MetricSeries } from "./metric_series.ts";

/** Which values to read. */
export type MetricsQuery = {
  /** Names or families; empty for all. */
  readonly names: readonly string[];
  /** Values of this agent alone. */
  readonly agentId?: AgentId | undefined;
  readonly from: Instant;
  readonly to: Instant;
  /** Finest length of a step; without it, one that suits the span. */
  readonly stepSeconds?: number | undefined;
};

/** Values over a span of time. */
export type MetricsReport = {
  /** Whether values are being measured. */
  readonly enabled: boolean;
  /** Begin of the first step, and end of the last. */
  readonly from: Instant;
  readonly to: Instant;
  readonly step_seconds: number;
  /** False while the history is away: only what memory holds is here. */
  readonly complete: boolean;
  /** Samples that the history will never have: it was away for too long. */
  readonly dropped_samples: number;
  /** Begin of each step. */
  readonly times: readonly Instant[];
  /** Samples that were taken in each step: how much of it is known. */
  readonly samples: readonly number[];
  readonly series: readonly (MetricSeries & {
    /** null for the whole platform, and for agents that are gone. */
    readonly agent_name: string | null;
  })[];
};

/** What was measured last, and what came together since the start. */
export type CurrentMetrics = {
  readonly sample: MetricSample;
  readonly totals: MetricTotals;
  readonly dropped_samples: number;
};

/** What pages and programs may ask about how the platform does. */
export interface MetricQueries {
  readMetrics(query: MetricsQuery): Promise<MetricsReport>;
  /** `undefined` when nothing is measured. */
  currentMetrics(): Promise<CurrentMetrics | undefined>;
}
