/** Callers that are remembered; the one that was seen least lately goes first. */
const MOST_CALLERS = 10_000;
/** Seconds of its rate that a caller may use at once. */
const BURST_SECONDS = 5;

type Bucket = { tokens: number; at: number };

/**
 * How many requests each caller may send: a bucket that fills at a steady
 * rate. Nothing is kept for callers that have not used any of theirs.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param perSecond Requests; 0 is no limit.
   * @param now Milliseconds that never go back.
   */
  constructor(
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {}

  /** Takes one request of the caller's; gives the milliseconds to wait when there is none left, else 0. */
  take(caller: string): number {
    if (this.perSecond === 0) return 0;
    const now = this.now();
    const most = this.perSecond * BURST_SECONDS;
    const known = this.#buckets.get(caller);
    const tokens = known
      ? Math.min(
        most,
        known.tokens + Math.max(0, now - known.at) * this.perSecond / 1_000,
      )
      : most;
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: left, at: now });
    if (this.#buckets.size > MOST_CALLERS) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return tokens >= 1 ? 0 : (1 - tokens) * 1_000 / this.perSecond;
  }
}
