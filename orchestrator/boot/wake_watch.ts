/** Where the watch takes its times and its timer from. */
export type WakeClocks = {
  /** What the clock on the wall says, in milliseconds since 1970. */
  readonly wallMs: () => number;
  /** Time that this process lived through; it stands still while the host sleeps. */
  readonly monotonicMs: () => number;
  /** Calls `run` every so many milliseconds, until the function that it gives is called. */
  readonly every: (ms: number, run: () => void) => () => void;
};

const LOOK_EVERY_MS = 5_000;
/** Corrections of a clock that runs badly are smaller than this. */
const TOLERANCE_MS = 30_000;

/**
 * Notices that the host slept, or that its clock was set: then the clock on
 * the wall has moved by more, or less, than the time that passed here. What
 * waits for a time of day has to be looked at anew then, for timers count the
 * time that passed here.
 */
export class WakeWatch implements Disposable {
  #wallMs: number;
  #monotonicMs: number;
  readonly #stop: () => void;

  /** @param onJump Called at once with the milliseconds that the wall's clock jumped ahead; negative: back. */
  constructor(
    private readonly clocks: WakeClocks,
    private readonly onJump: (ms: number) => void,
  ) {
    this.#wallMs = clocks.wallMs();
    this.#monotonicMs = clocks.monotonicMs();
    this.#stop = clocks.every(LOOK_EVERY_MS, () => this.look());
  }

  /** Compares the clocks; to be called before anything acts on a time of day. */
  look(): void {
    const wallMs = this.clocks.wallMs();
    const monotonicMs = this.clocks.monotonicMs();
    const jumpMs = wallMs - this.#wallMs - (monotonicMs - this.#monotonicMs);
    // Each look begins anew, so that small corrections never add up to a jump.
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    if (Math.abs(jumpMs) > TOLERANCE_MS) this.onJump(jumpMs);
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}

/** The clocks of this process. */
export const systemClocks: WakeClocks = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
