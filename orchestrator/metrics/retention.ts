import type { LogPort } from "../ports.ts";
import type { MetricStorePort } from "./ports.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Between two steps, so that others get their turn. */
const REST_MS = 100;

/**
 * Removes values that are older than the retention: once an hour, in small
 * steps, until it is disposed. Trouble is told in the log; the next hour tries
 * again.
 */
export class Retention implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #timer: ReturnType<typeof setInterval>;
  #running: Promise<void> | undefined;

  /** @param days How long values are kept. */
  constructor(
    private readonly deps: {
      readonly store: () => Pick<MetricStorePort, "prune"> | undefined;
      readonly nowMs: () => number;
      readonly log: LogPort;
    },
    private readonly days: number,
    everyMs = HOUR_MS,
  ) {
    this.#timer = setInterval(() => void this.prune(), everyMs);
  }

  /** Removes what is too old now; never rejects. */
  prune(): Promise<void> {
    return this.#running ??= this.#prune()
      .catch((error) =>
        this.deps.log.error("cannot remove old metrics", { error })
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Stops after the step under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#running;
  }

  async #prune(): Promise<void> {
    const before = new Date(this.deps.nowMs() - this.days * DAY_MS);
    for (;;) {
      const store = this.deps.store();
      if (!store || this.#stop.signal.aborted) return;
      if (await store.prune(before) === 0) return;
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }
}
