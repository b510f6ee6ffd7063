import type { LiveStore } from "../db/kv/live_store.ts";
import { trimEvents } from "../db/kv/trim_events.ts";
import type { OpenHistory } from "../db/pg/open_history.ts";
import type { Database } from "../db/pg/sql.ts";
import type { HistoryState } from "../domain/history_state.ts";
import type { ServerLog } from "../host/log.ts";
import { isAway, SqlError } from "../db/pg/sql_error.ts";
import type { EventSource, Queries } from "../domain/platform.ts";
import { Historian } from "../orchestrator/historian/historian.ts";
import type { After } from "../orchestrator/historian/waits.ts";
import { systemTimers, within } from "../wrapper/timers.ts";

/** The first page and the agents come before the history's engine. */
const OPEN_AFTER_MS = 2_000;
/** What a stop waits for the last events to be in the history. */
const LAST_EVENTS_MS = 2_000;

/** A history that follows the log. */
export type FollowingHistory = AsyncDisposable & {
  readonly state: HistoryState;
  /** For readers; `undefined` while it is away or not open yet. */
  readonly database: Database | undefined;
  /** Called when the state becomes another; returns the function that ends it. */
  onState(listener: (state: HistoryState) => void): () => void;
};

/** Lets the history follow the log; disposing leaves the rest for the next start. */
export function followLog(
  live: {
    readonly kv: Deno.Kv;
    readonly store: LiveStore;
    readonly platform:
      & Pick<Queries, "fleet">
      & Pick<EventSource, "subscribe">;
    readonly log: ServerLog;
  },
  open: () => Promise<OpenHistory>,
  pace: {
    /** Milliseconds before the history is opened for the first time. */
    readonly openAfterMs?: number;
    /** Where the pauses between tries come from. */
    readonly after?: After;
  } = {},
): FollowingHistory {
  const { kv, store, platform, log } = live;
  const listeners = new Set<(state: HistoryState) => void>();
  const lastSeq = () => platform.fleet().seq;
  let database: Database | undefined;
  const historian = new Historian({
    log: {
      lastSeq,
      readEvents: (afterSeq, limit) => store.readEvents(afterSeq, limit),
      // What is in memory is as new as the events, and costs nothing.
      readAgent: async (id) =>
        platform.fleet().agents[id] ?? await store.readAgent(id),
      readTask: async (id) =>
        platform.fleet().tasks[id] ?? await store.readTask(id),
      readSession: async (id) =>
        platform.fleet().sessions[id] ?? await store.readSession(id),
      readHandoff: async (id) =>
        platform.fleet().handoffs[id] ?? await store.readHandoff(id),
      readMessage: async (id) =>
        platform.fleet().messages[id] ?? await store.readMessage(id),
      readApproval: async (id) =>
        platform.fleet().approvals[id] ?? await store.readApproval(id),
      readIncident: async (id) =>
        platform.fleet().incidents[id] ?? await store.readIncident(id),
      readText: (blob) => store.readText(blob),
      trimEvents: (upToSeq) => trimEvents(kv, upToSeq),
      onCommit: (listener) =>
        platform.subscribe({ events: listener, delta: () => {} }),
    },
    open: async () => {
      const opened = await open();
      database = opened.database;
      return opened;
    },
    isRefusal: (error) => error instanceof SqlError && !isAway(error),
    serverLog: log,
    nowMs: Date.now,
    after: pace.after ?? systemTimers.after,
    random: Math.random,
    onState: (state) => listeners.forEach((listener) => listener(state)),
    delayMs: pace.openAfterMs ?? OPEN_AFTER_MS,
  });
  return {
    get state() {
      return historian.state;
    },
    get database() {
      return historian.history && database;
    },
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.asyncDispose]: async () => {
      if (historian.state.kind === "healthy") {
        const caughtUp = historian.caughtUp(lastSeq());
        await within(systemTimers, LAST_EVENTS_MS, caughtUp);
      }
      await historian[Symbol.asyncDispose]();
    },
  };
}
