const PER_SECOND = 50;
const AT_ONCE = 200;

/** How many messages one connection may send: many at once, fewer for long. */
export class MessageRate {
  #left = AT_ONCE;
  #countedAtMs: number;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number) {
    this.#countedAtMs = now();
  }

  /** Whether another message is carried out. */
  take(): boolean {
    const now = this.now();
    const gained = (now - this.#countedAtMs) / 1_000 * PER_SECOND;
    this.#left = Math.min(AT_ONCE, this.#left + gained);
    this.#countedAtMs = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** Milliseconds after which the next message is carried out. */
  get waitMs(): number {
    return Math.ceil((1 - this.#left) * 1_000 / PER_SECOND);
  }
}
