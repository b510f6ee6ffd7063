import type { HistoryState } from "@/domain/history_state.ts";
import type { LogPort as ServerLog } from "../ports.ts";
import { gatherBatch } from "./gather_batch.ts";
import { matchToLog } from "./match_to_log.ts";
import type { HistoryBatch, HistoryPort, LogPort } from "./ports.ts";
import { RefusedEvent } from "./refused_event.ts";
import { retryPauseMs } from "./retry_pause.ts";
import { lastOverAge, trimLimit } from "./trim_limit.ts";
import { type After, Waits } from "./waits.ts";

/** Events of one transaction. */
const BATCH_EVENTS = 500;
/** Further behind than this, the page says so. */
const NEAR_EVENTS = 1_000;
const TRIM_EVERY_MS = 60_000;
/** What closing, or the transaction under way at the end, may take. */
const CLOSE_WITHIN_MS = 5_000;

export type HistorianDeps = {
  readonly log: LogPort;
  /** Opens the database and brings its schema up to date. */
  readonly open: () => Promise<HistoryPort>;
  /**
   * Whether the history refused what it was given: written again, the same
   * would be refused again. Of all else the same may succeed later.
   */
  readonly isRefusal: (error: unknown) => boolean;
  readonly serverLog: ServerLog;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly after: After;
  /** From 0 to 1, for retries that do not come in step. */
  readonly random: () => number;
  /** Called when the kind of the state changes, or why it is away. */
  readonly onState: (state: HistoryState) => void;
  /** Milliseconds before the first opening, so that pages and agents come first. */
  readonly delayMs: number;
};

/**
 * Drains the log into the history, in order, in batches. What the history has
 * acknowledged may leave the log; nothing else ever does. Trouble of the
 * history is waited out with growing pauses and told as a state: it never
 * reaches those who write to the log.
 *
 * After a failure the next batch is half as large, after a success twice, up
 * to the most. So a slow database still gets forward, and an event that the
 * history refuses is found: all before it is written, then the state is `away`
 * and names it, and it is tried again until the cause is gone. It is never
 * skipped.
 */
export class Historian implements AsyncDisposable {
  #state: HistoryState = { kind: "opening" };
  #history: HistoryPort | undefined;
  #acknowledged = 0;
  #batchEvents = BATCH_EVENTS;
  #trimmedAtMs = 0;
  readonly #onProgress = new Set<() => void>();
  readonly #waits: Waits;
  readonly #unsubscribe: () => void;
  readonly #running: Promise<void>;

  constructor(private readonly deps: HistorianDeps) {
    this.#waits = new Waits(deps.after);
    this.#unsubscribe = deps.log.onCommit(() => {
      this.#waits.wake();
      const { kind } = this.#state;
      if (kind === "healthy" || kind === "behind") this.#tell();
    });
    this.#running = this.#run();
  }

  /** As of now, also between two changes that `onState` is told of. */
  get state(): HistoryState {
    return this.#state.kind === "away"
      ? { ...this.#state, backlog: this.#backlog }
      : this.#state;
  }

  /** The open history, for readers; `undefined` while there is none. */
  get history(): HistoryPort | undefined {
    return this.#history;
  }

  /** Resolves when the history has event `seq`, or this is being disposed. */
  async caughtUp(seq: number): Promise<void> {
    while (this.#acknowledged < seq && !this.#waits.ended) {
      await new Promise<void>((resolve) => this.#onProgress.add(resolve));
    }
  }

  /**
   * Stops after the transaction under way, which is waited for a few seconds:
   * it is stored as a whole or not at all, and what is left is drained at the
   * next start.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    this.#waits.end();
    this.#progress();
    await this.#waits.within(CLOSE_WITHIN_MS, this.#running);
  }

  async #run(): Promise<void> {
    await this.#waits.pause(this.deps.delayMs);
    let failures = 0;
    while (!this.#waits.ended) {
      const before = this.#acknowledged;
      try {
        await this.#drain();
      } catch (error) {
        if (this.#waits.ended) break;
        if (this.#acknowledged > before) failures = 0;
        await this.#away(error);
        const pauseMs = retryPauseMs(failures++, this.deps.random());
        await this.#waits.pause(pauseMs);
        continue;
      }
      if (this.#waits.ended) break;
      failures = 0;
      await this.#trim();
      if (this.#backlog === 0) await this.#waits.pause(TRIM_EVERY_MS, "news");
    }
    await this.#close();
  }

  /** Writes until the history has all that the log has. */
  async #drain(): Promise<void> {
    if (!this.#history) {
      this.#history = await this.deps.open();
      this.#acknowledged = await matchToLog(this.#history, this.deps.log);
    }
    let ahead: Promise<HistoryBatch> | undefined;
    while (this.#backlog > 0 && !this.#waits.ended) {
      const size = this.#batchEvents;
      this.#batchEvents = Math.max(1, Math.floor(size / 2));
      const larger = Math.min(BATCH_EVENTS, 2 * size);
      const batch = await (ahead ?? this.#gather(this.#acknowledged, size));
      // While one is written, the next is read.
      ahead = this.#gatherAhead(batch, larger);
      if (await this.#write(this.#history, batch)) this.#batchEvents = larger;
      else ahead = undefined;
    }
    await ahead?.catch(() => {});
    this.#tell();
  }

  async #gather(afterSeq: number, size: number): Promise<HistoryBatch> {
    const { log } = this.deps;
    // What is in the log, but not told yet, may be newer than the records.
    const waiting = log.lastSeq() - afterSeq;
    const events = await log.readEvents(afterSeq, Math.min(size, waiting));
    if (events[0]?.seq === afterSeq + 1) return await gatherBatch(log, events);
    throw new Error(
      `Cannot write event ${afterSeq + 1} to the history: ` +
        "the log does not have it",
    );
  }

  /** Of a long backlog only: else the next batch may still grow. */
  #gatherAhead(
    { events }: HistoryBatch,
    size: number,
  ): Promise<HistoryBatch> | undefined {
    const last = events.at(-1)?.seq ?? Infinity;
    if (last + size > this.deps.log.lastSeq()) return undefined;
    const ahead = this.#gather(last, size);
    // If this one fails to be written, nobody will ask for it.
    ahead.catch(() => {});
    return ahead;
  }

  /** Gives whether it is written; otherwise some of it is refused. */
  async #write(history: HistoryPort, batch: HistoryBatch): Promise<boolean> {
    const [first, ...others] = batch.events;
    try {
      this.#acknowledged = await history.write(batch);
    } catch (error) {
      if (!first || !this.deps.isRefusal(error)) throw error;
      if (others.length === 0) throw new RefusedEvent(first, error);
      return false;
    }
    this.#progress();
    this.#tell();
    return true;
  }

  async #away(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const before = this.#state.kind === "away" ? this.#state : undefined;
    if (before?.reason !== reason) {
      this.deps.serverLog.error("history is away", { error });
    }
    const since = before?.since ?? new Date(this.deps.nowMs()).toISOString();
    this.#set({ kind: "away", since, backlog: this.#backlog, reason });
    // What refused one event alone is open still, and may be read.
    if (!(error instanceof RefusedEvent)) await this.#close();
  }

  /** A crashed engine is opened anew, and so is a server that was lost. */
  async #close(): Promise<void> {
    const history = this.#history;
    this.#history = undefined;
    if (!history) return;
    // It may be gone already, or not answer any more.
    await this.#waits.within(CLOSE_WITHIN_MS, history[Symbol.asyncDispose]());
  }

  /** Lets acknowledged events go that no stream will ask for any more. */
  async #trim(): Promise<void> {
    const { log, nowMs, serverLog } = this.deps;
    if (nowMs() - this.#trimmedAtMs < TRIM_EVERY_MS) return;
    try {
      const oldest = await log.readEvents(0, BATCH_EVENTS);
      const limit = trimLimit(
        { lastSeq: log.lastSeq(), acknowledged: this.#acknowledged },
        lastOverAge(oldest, nowMs()),
      );
      // In small steps, so that the log stays quick for its writer, and the
      // history close behind it.
      while (limit > 0 && await log.trimEvents(limit) > 0) {
        if (this.#backlog > 0 || this.#waits.ended) return;
      }
    } catch (error) {
      serverLog.error("log could not be trimmed", { error });
    }
    this.#trimmedAtMs = nowMs();
  }

  /** Events of the log that the history does not have yet. */
  get #backlog(): number {
    return Math.max(0, this.deps.log.lastSeq() - this.#acknowledged);
  }

  #tell(): void {
    const backlog = this.#backlog;
    const seq = this.#acknowledged;
    // Not back and forth around one number.
    const near = this.#state.kind === "behind" ? BATCH_EVENTS : NEAR_EVENTS;
    this.#set(
      backlog > near
        ? { kind: "behind", seq, backlog }
        : { kind: "healthy", seq },
    );
  }

  #set(state: HistoryState): void {
    const before = this.#state;
    this.#state = state;
    if (state.kind === before.kind && reasonOf(state) === reasonOf(before)) {
      return;
    }
    const { serverLog } = this.deps;
    if (before.kind === "away" && state.kind !== "away") {
      serverLog.info("history is back", { since: before.since });
    }
    try {
      this.deps.onState(state);
    } catch (error) {
      serverLog.error("a change of the history was not told", { error });
    }
  }

  #progress(): void {
    for (const resolve of this.#onProgress) resolve();
    this.#onProgress.clear();
  }
}

function reasonOf(state: HistoryState): string | undefined {
  return state.kind === "away" ? state.reason : undefined;
}
