/** Runs `run` once after `ms` milliseconds; the result cancels it. */
export type After = (ms: number, run: () => void) => () => void;

/** Waits that are cut short by the end, and some of them by news. */
export class Waits {
  readonly #byEnd = new Set<() => void>();
  readonly #byNews = new Set<() => void>();
  #ended = false;

  constructor(private readonly after: After) {}

  /** Whether `end` was called: nothing is waited for any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves after `ms` milliseconds, at the end, or at news if asked so. */
  async pause(ms: number, until?: "news"): Promise<void> {
    if (this.#ended) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cutters = until ? [this.#byEnd, this.#byNews] : [this.#byEnd];
    for (const cutter of cutters) cutter.add(resolve);
    const cancel = this.after(ms, resolve);
    await promise;
    cancel();
    for (const cutter of cutters) cutter.delete(resolve);
  }

  /** There is news. */
  wake(): void {
    this.#byNews.forEach((cut) => cut());
  }

  /** Ends all pauses, also those to come. */
  end(): void {
    this.#ended = true;
    this.#byEnd.forEach((cut) => cut());
  }

  /** Awaits `work` for at most `ms` milliseconds, however it ends. */
  async within(ms: number, work: PromiseLike<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.after(ms, resolve);
    work.then(resolve, () => resolve());
    await promise;
    cancel();
  }
}
