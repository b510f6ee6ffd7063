import type { HistoryState } from "@/domain/history_state.ts";
import type { LogPort as ServerLog } from "../ports.ts";
import { gatherBatch } from "./gather_batch.ts";
import type { HistoryPort, LogPort } from "./ports.ts";
import { lastOverAge, trimLimit } from "./trim_limit.ts";

/** Events of one transaction. */
const BATCH_EVENTS = 500;
/** Further behind than this, the page says so. */
const NEAR_EVENTS = 1_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
const TRIM_EVERY_MS = 60_000;

export type HistorianDeps = {
  readonly log: LogPort;
  /** Opens the database and brings its schema up to date. */
  readonly open: () => Promise<HistoryPort>;
  readonly serverLog: ServerLog;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** From 0 to 1, for retries that do not come in step. */
  readonly random: () => number;
  readonly onState: (state: HistoryState) => void;
  /** Milliseconds before the first opening, so that pages and agents come first. */
  readonly delayMs: number;
};

/**
 * Drains the log into the history, in order, in batches. What the history has
 * acknowledged may leave the log; nothing else ever does. Trouble of the
 * history is waited out with growing pauses and told as a state: it never
 * reaches those who write to the log.
 */
export class Historian implements AsyncDisposable {
  #state: HistoryState = { kind: "opening" };
  #history: HistoryPort | undefined;
  #acknowledged = 0;
  #trimmedAtMs = 0;
  #wake: () => void = () => {};
  readonly #onProgress = new Set<() => void>();
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #running: Promise<void>;

  constructor(private readonly deps: HistorianDeps) {
    this.#unsubscribe = deps.log.onCommit(() => this.#wake());
    this.#running = this.#run();
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** The open history, for readers; `undefined` while it is away. */
  get history(): HistoryPort | undefined {
    return this.#state.kind === "away" ? undefined : this.#history;
  }

  /** Resolves when the history has event `seq`, or this is being disposed. */
  async caughtUp(seq: number): Promise<void> {
    while (this.#acknowledged < seq && !this.#stop.signal.aborted) {
      await new Promise<void>((resolve) => this.#onProgress.add(resolve));
    }
  }

  /** Stops after the transaction under way; what is left is drained at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#unsubscribe();
    this.#wake();
    this.#progress();
    await this.#running;
    await this.#history?.[Symbol.asyncDispose]();
  }

  async #run(): Promise<void> {
    await this.#pause(this.deps.delayMs);
    let retryMs = FIRST_RETRY_MS;
    while (!this.#stop.signal.aborted) {
      try {
        await this.#drain();
        retryMs = FIRST_RETRY_MS;
        await this.#trim();
        await this.#pause(TRIM_EVERY_MS, "or woken");
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        await this.#away(error);
        await this.#pause(retryMs * (0.5 + this.deps.random() / 2));
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }

  /** Writes until the history has all that the log has. */
  async #drain(): Promise<void> {
    const { log } = this.deps;
    if (!this.#history) await this.#open();
    while (this.#acknowledged < log.lastSeq()) {
      if (this.#stop.signal.aborted) return;
      const events = await log.readEvents(this.#acknowledged, BATCH_EVENTS);
      if (events.length === 0) return;
      const batch = await gatherBatch(log, events);
      this.#acknowledged = await this.#opened().write(batch);
      this.#progress();
      this.#tell();
    }
    this.#tell();
  }

  async #open(): Promise<void> {
    const history = await this.deps.open();
    this.#history = history;
    const head = await history.head();
    const [first] = await this.deps.log.readEvents(0, 1);
    // A history that was lost begins where the log still does.
    if (head === 0 && first && first.seq > 1) {
      await history.beginAfter(first.seq - 1);
      this.#acknowledged = first.seq - 1;
    } else {
      this.#acknowledged = head;
    }
    if (this.#acknowledged > this.deps.log.lastSeq()) {
      throw new Error(
        `Cannot go on with this history: it has event ${this.#acknowledged}, the log ends at ${this.deps.log.lastSeq()}`,
      );
    }
  }

  async #away(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#state.kind !== "away") {
      this.deps.serverLog.error("history is away", { error });
    }
    const since = this.#state.kind === "away"
      ? this.#state.since
      : new Date(this.deps.nowMs()).toISOString();
    const backlog = this.deps.log.lastSeq() - this.#acknowledged;
    this.#set({ kind: "away", since, backlog, reason });
    // A crashed engine is opened anew; a pool connects again by itself.
    const broken = this.#history;
    this.#history = undefined;
    try {
      await broken?.[Symbol.asyncDispose]();
    } catch {
      // It is gone in any case.
    }
  }

  /** Lets acknowledged events go that no stream will ask for any more. */
  async #trim(): Promise<void> {
    const { log, nowMs } = this.deps;
    if (nowMs() - this.#trimmedAtMs < TRIM_EVERY_MS) return;
    this.#trimmedAtMs = nowMs();
    const oldest = await log.readEvents(0, BATCH_EVENTS);
    const limit = trimLimit(
      { lastSeq: log.lastSeq(), acknowledged: this.#acknowledged },
      lastOverAge(oldest, nowMs()),
    );
    // In small steps, so that the log stays quick for its writer.
    while (limit > 0 && await log.trimEvents(limit) > 0) {
      if (this.#stop.signal.aborted) return;
    }
  }

  #tell(): void {
    const backlog = this.deps.log.lastSeq() - this.#acknowledged;
    const seq = this.#acknowledged;
    this.#set(
      backlog > NEAR_EVENTS
        ? { kind: "behind", seq, backlog }
        : { kind: "healthy", seq },
    );
  }

  #set(state: HistoryState): void {
    const isNews = state.kind !== this.#state.kind;
    this.#state = state;
    if (isNews) this.deps.onState(state);
  }

  #progress(): void {
    for (const resolve of this.#onProgress) resolve();
    this.#onProgress.clear();
  }

  #opened(): HistoryPort {
    if (this.#history) return this.#history;
    throw new Error("Cannot write to the history: it is not open");
  }

  /** Waits, but not beyond the end, nor, if asked so, beyond the next commit. */
  async #pause(ms: number, until?: "or woken"): Promise<void> {
    if (this.#stop.signal.aborted) return;
    if (until && this.#acknowledged < this.deps.log.lastSeq()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    const onAbort = () => resolve();
    this.#stop.signal.addEventListener("abort", onAbort);
    if (until) this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    this.#stop.signal.removeEventListener("abort", onAbort);
    this.#wake = () => {};
  }
}
