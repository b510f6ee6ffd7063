/** A time that runs out once, and that can stand still in between. */
export class Deadline {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endsAtMs = 0;
  #leftMs: number;
  #onEnd: () => void;

  /** Begins to run at once; `onEnd` is called after `ms` milliseconds of running. */
  constructor(ms: number, onEnd: () => void) {
    this.#leftMs = ms;
    this.#onEnd = onEnd;
    this.#run();
  }

  /** Lets it stand still. Safe to repeat, and after its end. */
  hold(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leftMs = Math.max(0, this.#endsAtMs - performance.now());
  }

  /** Lets it run on after `hold`. */
  goOn(): void {
    if (this.#timer === undefined) this.#run();
  }

  /** Puts another time and another end in place of the old ones, running. */
  replace(ms: number, onEnd: () => void): void {
    clearTimeout(this.#timer);
    this.#leftMs = ms;
    this.#onEnd = onEnd;
    this.#run();
  }

  /** It will never run out. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onEnd = () => {};
  }

  #run(): void {
    this.#endsAtMs = performance.now() + this.#leftMs;
    this.#timer = setTimeout(() => this.#end(), this.#leftMs);
  }

  #end(): void {
    const onEnd = this.#onEnd;
    this.clear();
    onEnd();
  }
}
