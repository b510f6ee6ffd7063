import type { Timers } from "@/wrapper/timers.ts";

/** Timers whose clock a test moves by hand. */
export class ManualTimers implements Timers {
  #nowMs = 0;
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  readonly after = (ms: number, run: () => void): () => void => {
    const timer = { atMs: this.#nowMs + ms, run };
    this.#due.push(timer);
    return () => {
      this.#due = this.#due.filter((other) => other !== timer);
    };
  };

  /** Milliseconds since the start of the test's time. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Lets everything that is ready run, then jumps to the next timer, until none is left. */
  async runAll(): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => setTimeout(resolve));
      const next = this.#due.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next) return;
      this.#due = this.#due.filter((timer) => timer !== next);
      this.#nowMs = next.atMs;
      next.run();
    }
  }
}
