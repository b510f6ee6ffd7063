import type { Fleet } from "@/domain/fleet.ts";
import type { MetricSample, MetricTotals } from "@/domain/metric.ts";
import type { CurrentMetrics, MetricQueries } from "@/domain/metric_queries.ts";
import type { MetricStorePort } from "@/orchestrator/metrics/ports.ts";
import { readReport } from "@/orchestrator/metrics/read_report.ts";

/** Measured values as a test lays them down; without any, nothing is measured. */
export class MemoryMetrics implements MetricQueries {
  samples: readonly MetricSample[] = [];
  totals: MetricTotals = {};
  dropped = 0;
  enabled = true;
  /** `undefined`: as if the history were away. */
  store: MetricStorePort | undefined = {
    insert: () => Promise.resolve(),
    prune: () => Promise.resolve(0),
    readParts: () => Promise.resolve([]),
  };

  constructor(private readonly fleet: () => Pick<Fleet, "agents">) {}

  readMetrics: MetricQueries["readMetrics"] = (query) =>
    readReport({
      enabled: this.enabled,
      samples: this.samples,
      dropped: this.dropped,
      store: this.store,
      fleet: this.fleet(),
    }, query);

  currentMetrics = (): Promise<CurrentMetrics | undefined> => {
    const sample = this.samples.at(-1);
    return Promise.resolve(
      sample && { sample, totals: this.totals, dropped_samples: this.dropped },
    );
  };
}
