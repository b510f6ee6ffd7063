import type { Instant } from "@/domain/ids.ts";

/** A clock that only a test moves, with the timers that hang on it. */
export class HandClock {
  #nowMs: number;
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  constructor(start: Instant) {
    this.#nowMs = Date.parse(start);
  }

  readonly now = (): Instant => new Date(this.#nowMs).toISOString();

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
