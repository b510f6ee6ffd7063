import type { WakeClocks } from "../boot/wake_watch.ts";
import type { Lag } from "../metrics/lag_meter.ts";

/** Of so long a span it is looked how late timers were, in milliseconds. */
const LOOK_EVERY_MS = 10_000;
/** Timers that are so late on average are too late, in milliseconds. */
export const LATE_MS = 500;
/** On time again, in milliseconds: far enough from the other that it does not go to and fro. */
export const ON_TIME_MS = 200;

export type LagWatchDeps = {
  /** How late timers were since the last call. */
  readonly lag: () => Lag;
  readonly every: WakeClocks["every"];
  /** From now on they are too late. */
  readonly onLate: (meanMs: number) => void;
  /** They are on time again. */
  readonly onTime: () => void;
};

/** Notices that the server does everything late: it has more to do than it can. */
export class LagWatch implements Disposable {
  #isLate = false;
  readonly #end: () => void;

  constructor(private readonly deps: LagWatchDeps) {
    this.#end = deps.every(LOOK_EVERY_MS, () => this.#look());
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  #look(): void {
    const { meanMs } = this.deps.lag();
    if (!this.#isLate && meanMs >= LATE_MS) {
      this.#isLate = true;
      this.deps.onLate(meanMs);
    } else if (this.#isLate && meanMs < ON_TIME_MS) {
      this.#isLate = false;
      this.deps.onTime();
    }
  }
}
