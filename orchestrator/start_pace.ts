/** Between the beginnings of two starts, in milliseconds: five a second. */
export const START_EVERY_MS = 200;

/**
 * Lets starts of processes begin one after the other, never many in one moment:
 * who loses all its agents at once gets them back without a crowd.
 */
export class StartPace implements Disposable {
  #nextMs = -Infinity;
  readonly #waiting = new Map<ReturnType<typeof setTimeout>, () => void>();
  #isOver = false;

  /** @param nowMs Monotonic milliseconds. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Resolves when the next start may begin; at once after its end. */
  async turn(): Promise<void> {
    const nowMs = this.nowMs();
    const atMs = Math.max(nowMs, this.#nextMs);
    this.#nextMs = atMs + START_EVERY_MS;
    if (atMs <= nowMs || this.#isOver) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      resolve();
    }, atMs - nowMs);
    this.#waiting.set(timer, resolve);
    await promise;
  }

  /** Whoever waits goes on: what they begin is refused elsewhere. */
  [Symbol.dispose](): void {
    this.#isOver = true;
    for (const [timer, resolve] of this.#waiting) {
      clearTimeout(timer);
      resolve();
    }
    this.#waiting.clear();
  }
}
