import { pause, type Timers } from "./timers.ts";

/** Lines of one process that are taken in each second: far more than any `claude` writes that works. */
export const LINES_A_SECOND = 5_000;
const SECOND_MS = 1_000;

/**
 * How fast the lines of one process are taken: one that writes without end
 * waits in its pipe, and does not take the time of all others.
 */
export class LinePace {
  #sinceMs = -Infinity;
  #taken = 0;

  /** @param nowMs Monotonic milliseconds. */
  constructor(
    private readonly timers: Timers,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Resolves when the next line may be taken. */
  async turn(): Promise<void> {
    const passedMs = this.nowMs() - this.#sinceMs;
    if (passedMs < SECOND_MS && ++this.#taken <= LINES_A_SECOND) return;
    if (passedMs < SECOND_MS) await pause(this.timers, SECOND_MS - passedMs);
    this.#sinceMs = this.nowMs();
    this.#taken = 1;
  }
}
