import type { LiveStore } from "./db/kv/live_store.ts";
import { trimEvents } from "./db/kv/trim_events.ts";
import type { OpenHistory } from "./db/pg/open_history.ts";
import type { HistoryState } from "./domain/history_state.ts";
import type { ServerLog } from "./host/log.ts";
import { Historian } from "./orchestrator/historian/historian.ts";
import type { Platform } from "./orchestrator/platform.ts";

/** The first page and the agents come before the history's engine. */
const OPEN_AFTER_MS = 2_000;
/** What a stop waits for the last events to be in the history. */
const LAST_EVENTS_MS = 2_000;

/** A history that follows the log. */
export type FollowingHistory = AsyncDisposable & {
  readonly state: HistoryState;
  /** Called when the state becomes another; returns the function that ends it. */
  onState(listener: (state: HistoryState) => void): () => void;
};

/** Lets the history follow the log; disposing leaves the rest for the next start. */
export function followLog(
  live: {
    readonly kv: Deno.Kv;
    readonly store: LiveStore;
    readonly platform: Platform;
    readonly log: ServerLog;
  },
  open: () => Promise<OpenHistory>,
): FollowingHistory {
  const { kv, store, platform, log } = live;
  const listeners = new Set<(state: HistoryState) => void>();
  const lastSeq = () => platform.fleet().seq;
  const historian = new Historian({
    log: {
      lastSeq,
      readEvents: (afterSeq, limit) => store.readEvents(afterSeq, limit),
      readAgent: (id) => store.readAgent(id),
      readTask: (id) => store.readTask(id),
      readText: (blob) => store.readText(blob),
      trimEvents: (upToSeq) => trimEvents(kv, upToSeq),
      onCommit: (listener) =>
        platform.subscribe({ events: listener, delta: () => {} }),
    },
    open,
    serverLog: log,
    nowMs: Date.now,
    random: Math.random,
    onState: (state) => listeners.forEach((listener) => listener(state)),
    delayMs: OPEN_AFTER_MS,
  });
  return {
    get state() {
      return historian.state;
    },
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.asyncDispose]: async () => {
      if (historian.state.kind === "healthy") {
        await Promise.race([
          historian.caughtUp(lastSeq()),
          new Promise((resolve) => setTimeout(resolve, LAST_EVENTS_MS)),
        ]);
      }
      await historian[Symbol.asyncDispose]();
    },
  };
}
