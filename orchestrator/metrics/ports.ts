import type { FleetEvent } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { HistoryState } from "@/domain/history_state.ts";
import type { AgentId } from "@/domain/ids.ts";
import type { MetricSample, MetricTotals } from "@/domain/metric.ts";
import type { StepPart, StepRange } from "@/domain/metric_series.ts";
import type { LogPort } from "../ports.ts";
import type { AgentUse } from "./agent_use.ts";

/** Stored samples; every call may be repeated. */
export interface MetricStorePort {
  /** Stores a sample as a whole. */
  insert(sample: MetricSample): Promise<void>;
  /** Removes values from before the time, a bounded number; gives how many. */
  prune(before: Date): Promise<number>;
  /** Values that lie in the span, put together by steps; the marker among them. */
  readParts(
    range: StepRange,
    filter: {
      readonly names: readonly string[];
      readonly agentId: AgentId | undefined;
    },
  ): Promise<readonly StepPart[]>;
}

/** Where the monitor finds what it measures. */
export type MonitorDeps = {
  readonly fleet: () => Fleet;
  /** Calls back after each commit; returns the function that ends it. */
  readonly onEvents: (
    listener: (events: readonly FleetEvent[]) => void,
  ) => () => void;
  readonly serverBytes: () => number;
  /** What each agent's tree of processes uses. */
  readonly agentUse: () => Promise<ReadonlyMap<AgentId, AgentUse>>;
  readonly clients: () => { readonly sse: number; readonly ws: number };
  /** What was counted since the last call, by metric name: what no event tells of. */
  readonly counts: () => MetricTotals;
  readonly historyState: () => HistoryState;
  /** `undefined` while the history is away. */
  readonly store: () => MetricStorePort | undefined;
  readonly log: LogPort;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number;
};
