import {
  insertSample,
  pruneMetrics,
  readMetricParts,
} from "../db/pg/metric_samples.ts";
import type { Database } from "../db/pg/sql.ts";
import type { Config } from "../domain/config.ts";
import type { HistoryState } from "../domain/history_state.ts";
import { AgentId } from "../domain/ids.ts";
import type { MetricTotals } from "../domain/metric.ts";
import type { MetricQueries } from "../domain/metric_queries.ts";
import type { EventSource, Queries } from "../domain/platform.ts";
import type { ServerLog } from "../host/log.ts";
import type { AgentUse } from "../orchestrator/metrics/agent_use.ts";
import { Monitor } from "../orchestrator/metrics/monitor.ts";
import type { MetricStorePort } from "../orchestrator/metrics/ports.ts";
import { readReport } from "../orchestrator/metrics/read_report.ts";
import { Retention } from "../orchestrator/metrics/retention.ts";
import type { ProcessLooks } from "../wrapper/process_looks.ts";

/** A look at the processes for somebody else serves as well when it is as young as this, in milliseconds. */
const MEASURED_MS = 2_000;

export type MonitoringDeps = {
  readonly config: Pick<Config, "monitoringEnabled" | "metricsRetentionDays">;
  readonly platform: Pick<Queries, "fleet"> & Pick<EventSource, "subscribe">;
  readonly history: {
    readonly state: HistoryState;
    readonly database: Database | undefined;
  };
  readonly host: { readonly looks: ProcessLooks };
  readonly instanceId: string;
  readonly clients: () => { readonly sse: number; readonly ws: number };
  /** What was counted since the last call, by metric name. */
  readonly counts: () => MetricTotals;
  readonly log: ServerLog;
};

/**
 * Measures this server and its agents, unless the configuration says not to,
 * and keeps the values in the history for as long as it says. Disposing stops
 * it.
 */
export function openMonitoring(
  deps: MonitoringDeps,
): MetricQueries & AsyncDisposable {
  const { config, platform, history, host, instanceId, log } = deps;
  const opened = new AsyncDisposableStack();
  const store = () => history.database && storeOn(history.database);
  opened.use(
    new Retention(
      { store, nowMs: Date.now, log },
      config.metricsRetentionDays,
    ),
  );
  const end = { [Symbol.asyncDispose]: () => opened.disposeAsync() };
  if (!config.monitoringEnabled) {
    return {
      ...end,
      readMetrics: (query) =>
        readReport({
          enabled: false,
          samples: [],
          dropped: 0,
          store: store(),
          fleet: platform.fleet(),
        }, query),
      currentMetrics: () => Promise.resolve(undefined),
    };
  }
  const monitor = opened.use(
    new Monitor({
      fleet: platform.fleet,
      onEvents: (events) => platform.subscribe({ events, delta: () => {} }),
      serverBytes: () => Deno.memoryUsage().rss,
      agentUse: () => useByAgent(host, instanceId),
      clients: deps.clients,
      counts: deps.counts,
      historyState: () => history.state,
      store,
      log,
      nowMs: Date.now,
      monotonicMs: () => performance.now(),
    }),
  );
  return {
    ...end,
    readMetrics: (query) => monitor.readMetrics(query),
    currentMetrics: () => monitor.currentMetrics(),
  };
}

/** What each agent's processes use, by one look at them. */
async function useByAgent(
  host: MonitoringDeps["host"],
  instanceId: string,
): Promise<ReadonlyMap<AgentId, AgentUse>> {
  const agents = new Map<AgentId, AgentUse>();
  const { ours } = await host.looks.recent(MEASURED_MS);
  for (const process of ours) {
    if (process.instanceId !== instanceId) continue;
    const agent = AgentId.safeParse(process.agentId);
    if (!agent.success) continue;
    const { residentBytes, cpuSeconds } = agents.get(agent.data) ??
      { residentBytes: 0, cpuSeconds: new Map() };
    agents.set(agent.data, {
      residentBytes: residentBytes + process.residentBytes,
      cpuSeconds: new Map([...cpuSeconds, [process.pid, process.cpuSeconds]]),
    });
  }
  return agents;
}

function storeOn(database: Database): MetricStorePort {
  return {
    insert: (sample) => insertSample(database, sample),
    prune: (before) => pruneMetrics(database, before),
    readParts: (range, filter) => readMetricParts(database, range, filter),
  };
}
