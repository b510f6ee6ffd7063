import { instantOfNewest, measureHistory } from "../db/pg/history_size.ts";
import { findKept, lastEntry } from "../db/pg/kept_records.ts";
import { PRUNE_STEPS, VACUUM_STEPS } from "../db/pg/prune.ts";
import {
  forgetPrune,
  listPrunable,
  requestedPrunes,
  requestPrune,
} from "../db/pg/prunable_sessions.ts";
import { pruneSession } from "../db/pg/prune_session.ts";
import { readRun, saveState } from "../db/pg/retention_state.ts";
import type { Database } from "../db/pg/sql.ts";
import type { Config } from "../domain/config.ts";
import type { AskHistory } from "../domain/history.ts";
import type { HistoryState } from "../domain/history_state.ts";
import type { RetentionRules, RetentionService } from "../domain/retention.ts";
import { KEPT_LIVE_TASKS } from "../domain/retirement.ts";
import { isArchived } from "../domain/session_status.ts";
import type { ServerLog } from "../host/log.ts";
import type { Platform } from "../orchestrator/platform.ts";
import type {
  PrunedHistoryPort,
  RetainedStorePort,
} from "../orchestrator/retention/ports.ts";
import { RecordRetention } from "../orchestrator/retention/retention.ts";
import { systemTimers } from "../wrapper/timers.ts";

export type RetentionDeps = {
  readonly config: Pick<
    Config,
    | "liveRetentionHours"
    | "historyRetentionDays"
    | "historyMaxGib"
    | "metricsRetentionDays"
  >;
  readonly store: RetainedStorePort;
  readonly platform: Platform;
  readonly history: {
    readonly state: HistoryState;
    readonly database: Database | undefined;
  };
  /** Reads the history, or says that it is away. */
  readonly ask: AskHistory<Database>;
  /** Whether the engine makes room free only when it is told to. */
  readonly isEmbedded: boolean;
  readonly log: ServerLog;
};

/** Lets go of what is old until it is disposed, and answers what a person asks of it. */
export function openRetention(
  deps: RetentionDeps,
): RetentionService & AsyncDisposable {
  const { config, store, platform, history, ask } = deps;
  const rules: RetentionRules = {
    live_hours: config.liveRetentionHours,
    live_tasks: KEPT_LIVE_TASKS,
    history_days: config.historyRetentionDays,
    history_max_gib: config.historyMaxGib,
    metrics_days: config.metricsRetentionDays,
  };
  const retention = new RecordRetention({
    store,
    fleet: platform.fleet,
    retire: platform.retire,
    findSession: platform.findSession,
    historyState: () => history.state,
    history: () =>
      history.database && portOn(history.database, deps.isEmbedded),
    rules: {
      liveHours: rules.live_hours,
      liveTasks: rules.live_tasks,
      historyDays: rules.history_days,
      historyMaxGib: rules.history_max_gib,
    },
    log: deps.log,
    nowMs: Date.now,
    monotonicMs: () => performance.now(),
    after: systemTimers.after,
  });
  return {
    report: () =>
      ask(async (database) => {
        const size = await measureHistory(database, new Date());
        return {
          rules,
          live: await readRun(database, "live"),
          history: await readRun(database, "history"),
          sessions: await readRun(database, "sessions"),
          sessions_waiting: (await requestedPrunes(database)).length,
          history_bytes: size.bytesOnDisk,
          history_bytes_in_use: size.bytesInUse,
          oldest_event_at: size.oldestEventAt?.toISOString() ?? null,
        };
      }),
    prunable: (before) =>
      ask((database) =>
        listPrunable(database, before === undefined ? before : new Date(before))
      ),
    prune: (sessions) =>
      ask(async (database) => {
        const found = await Promise.all(sessions.map(platform.findSession));
        const refused = sessions.filter((_, index) => {
          const session = found[index];
          return !session || !isArchived(session);
        });
        if (refused.length > 0) return { refused };
        await requestPrune(database, sessions);
        retention.wake();
        return { refused: [] };
      }),
    [Symbol.asyncDispose]: () => retention[Symbol.asyncDispose](),
  };
}

/** What retention does on one open history. */
export function portOn(
  database: Database,
  isEmbedded: boolean,
): PrunedHistoryPort {
  return {
    kept: (table, records) => findKept(database, table, records),
    lastEntry: (agent) => lastEntry(database, agent),
    measure: (nowAt) => measureHistory(database, nowAt),
    instantOfNewest: (events) => instantOfNewest(database, events),
    steps: PRUNE_STEPS.map((step) => (before: Date) => step(database, before)),
    vacuums: isEmbedded
      ? VACUUM_STEPS.map((script) => () => database.exec(script))
      : [],
    pruneSession: (id) => pruneSession(database, id),
    requestedPrunes: () => requestedPrunes(database),
    forgetPrune: (id) => forgetPrune(database, id),
    saveRun: (name, at, removed) => saveState(database, name, at, removed),
  };
}
