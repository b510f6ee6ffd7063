import type { LogPort } from "../ports.ts";
import type { MetricStorePort } from "./ports.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After the start, or when the history was away: soon, but not first of all. */
const SOON_MS = 20_000;
/** Between two steps, so that others get their turn. */
const REST_MS = 100;

/**
 * Removes values that are older than the retention: soon after the start, then
 * once an hour, in small steps, until it is disposed. Trouble is told in the
 * log; the next hour tries again, and while the history is away, the next
 * moment.
 */
export class Retention implements AsyncDisposable {
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<boolean> | undefined;

  /** @param days How long values are kept. */
  constructor(
    private readonly deps: {
      readonly store: () => Pick<MetricStorePort, "prune"> | undefined;
      readonly nowMs: () => number;
      readonly log: LogPort;
    },
    private readonly days: number,
    private readonly pace: {
      readonly soonMs: number;
      readonly everyMs: number;
    } = { soonMs: SOON_MS, everyMs: HOUR_MS },
  ) {
    this.#schedule(pace.soonMs);
  }

  /** Removes what is too old now and gives whether the history was there; never rejects. */
  prune(): Promise<boolean> {
    return this.#running ??= this.#prune()
      .catch((error) => {
        this.deps.log.error("cannot remove old metrics", { error });
        return true;
      })
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** Stops after the step under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(async () => {
      const wasThere = await this.prune();
      this.#schedule(wasThere ? this.pace.everyMs : this.pace.soonMs);
    }, ms);
  }

  async #prune(): Promise<boolean> {
    const before = new Date(this.deps.nowMs() - this.days * DAY_MS);
    for (;;) {
      const store = this.deps.store();
      if (!store || this.#stop.signal.aborted) return false;
      if (await store.prune(before) === 0) return true;
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }
}
