import type { Instant } from "@/domain/ids.ts";

/** A clock that only a test moves, with the timers that hang on it. */
export class HandClock {
  #nowMs: number;
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(start: Instant) {
    this.#nowMs = Date.parse(start);
  }

  /** By how much the clock on the wall is ahead of the time that passed. */
  #aheadMs = 0;

  readonly now = (): Instant =>
    new Date(this.#nowMs + this.#aheadMs).toISOString();

  /** The clock on the wall jumps, as after a sleep: no timer hears of it. */
  jump(ms: number): void {
    this.#aheadMs += ms;
  }

  readonly after = (ms: number, run: () => void): () => void => {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  };

  /** Lets time go by; what becomes due runs in its order, and what it begins settles first. */
  async pass(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      await settled();
      const next = this.#due.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > end) break;
      this.#due = this.#due.filter((timer) => timer !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = end;
  }
}

/** Resolves when what was begun and waits for nothing outside has gone on. */
async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}
