/** A timer that is later than this, in milliseconds, is so because this process stood still. */
const LATE_MS = 10_000;

/**
 * A claim on a task that lasts while its process gives signs of life. On
 * monotonic time, so that a clock that jumps ends nothing; and a process that
 * stood still itself listens anew before it takes anything back.
 */
export class Lease {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewedAtMs = performance.now();
  #dueAtMs = 0;
  #isHeld = false;
  #isOver = false;

  /** @param ms Milliseconds without a sign of life after which `onLost` is called, once. */
  constructor(
    private readonly ms: number,
    private readonly onLost: () => void,
    private readonly lateMs: number = LATE_MS,
  ) {
    this.#arm(ms);
  }

  /** A sign of life. */
  renew(): void {
    this.#renewedAtMs = performance.now();
  }

  /** Nothing is expected from the process now. Safe to repeat. */
  hold(): void {
    this.#isHeld = true;
    clearTimeout(this.#timer);
  }

  /** Something is expected again, from now on. Safe to repeat. */
  goOn(): void {
    if (!this.#isHeld || this.#isOver) return;
    this.#isHeld = false;
    this.renew();
    this.#arm(this.ms);
  }

  /** It will never be lost. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #arm(ms: number): void {
    this.#dueAtMs = performance.now() + ms;
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  /** Renewals move no timer: the time that is left is looked up when it runs out. */
  #look(): void {
    const nowMs = performance.now();
    // Signs of life may wait to be read.
    if (nowMs - this.#dueAtMs > this.lateMs) this.renew();
    const leftMs = this.#renewedAtMs + this.ms - nowMs;
    if (leftMs > 0) return this.#arm(leftMs);
    this.end();
    this.onLost();
  }
}
