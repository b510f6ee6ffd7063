import type { FrameQueries } from "../domain/frames.ts";
import type { HistoryQueries, KeptRecords } from "../domain/history.ts";
import type { MetricQueries } from "../domain/metric_queries.ts";
import type { Commands, EventSource, Queries } from "../domain/platform.ts";
import type { RetentionService } from "../domain/retention.ts";
import type { StorageQueries } from "../domain/storage_sizes.ts";
import type { FollowingHistory } from "./follow_log.ts";
import type { HostCare } from "./host_care.ts";
import { dataFolderSizes } from "../host/storage_sizes.ts";
import type { Platform } from "../orchestrator/platform.ts";
import { incidentReads } from "../orchestrator/recovery/incident_reads.ts";
import { withHistory } from "../orchestrator/with_history.ts";

/** All that pages and programs may ask this server, whoever of its parts knows the answer. */
export type WholePlatform = Commands & Queries & EventSource;

export type WholePlatformDeps = {
  readonly platform: Platform;
  readonly history: Pick<FollowingHistory, "onState">;
  readonly queries: Omit<HistoryQueries, keyof StorageQueries>;
  readonly kept: KeptRecords;
  readonly retention: RetentionService;
  readonly frames: FrameQueries;
  /** What measures; it may be there later than this. */
  readonly monitoring: () => MetricQueries;
  readonly care: Pick<HostCare, "service">;
  readonly dataDir: string;
  /** Whether the tables of the history lie in the data folder. */
  readonly isEmbedded: boolean;
};

/** The platform with its history behind it, and with what the host and the measurements tell. */
export function wholePlatform(deps: WholePlatformDeps): WholePlatform {
  const { platform, kept, frames, monitoring } = deps;
  const live = withHistory(platform, kept);
  return {
    ...platform,
    ...deps.queries,
    ...live,
    ...incidentReads(platform, kept),
    retention: deps.retention,
    readFrames: (id, range) => frames.readFrames(id, range),
    readMetrics: (query) => monitoring().readMetrics(query),
    currentMetrics: () => monitoring().currentMetrics(),
    host: deps.care.service({
      findAgent: live.findAgent,
      storageStatus: platform.storageStatus,
    }),
    storageSizes: async () => {
      const [folders, tables] = await Promise.all([
        dataFolderSizes(deps.dataDir),
        kept.tableSizes(),
      ]);
      return {
        folders,
        tables: tables.ok ? tables.value : null,
        tablesAreInFolder: deps.isEmbedded,
      };
    },
    subscribe: (listener) => {
      const ends = [
        platform.subscribe(listener),
        deps.history.onState((state) => listener.history?.(state)),
      ];
      return () => ends.forEach((end) => end());
    },
  };
}
