/** How often the event loop is asked to be on time, in milliseconds. */
const TICK_MS = 100;

/** How late timers were over a span of time, in milliseconds. */
export type Lag = { readonly meanMs: number; readonly maxMs: number };

/** Pure: how late ticks were that came these times after each other. */
export function lagOf(gapsMs: readonly number[], tickMs = TICK_MS): Lag {
  const late = gapsMs.map((gapMs) => Math.max(0, gapMs - tickMs));
  if (late.length === 0) return { meanMs: 0, maxMs: 0 };
  return {
    meanMs: late.reduce((sum, ms) => sum + ms, 0) / late.length,
    maxMs: Math.max(...late),
  };
}

/** Measures how late the event loop runs its timers, until it is disposed. */
export class LagMeter implements Disposable {
  #gapsMs: number[] = [];
  #lastMs: number;
  readonly #timer: ReturnType<typeof setInterval>;

  /** @param nowMs Monotonic milliseconds. */
  constructor(private readonly nowMs: () => number) {
    this.#lastMs = nowMs();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** The lag since the last call; also counts a tick that is overdue. */
  take(): Lag {
    const openMs = this.nowMs() - this.#lastMs;
    const gaps = openMs > TICK_MS ? [...this.#gapsMs, openMs] : this.#gapsMs;
    this.#gapsMs = [];
    return lagOf(gaps);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = this.nowMs();
    this.#gapsMs.push(nowMs - this.#lastMs);
    this.#lastMs = nowMs;
  }
}
