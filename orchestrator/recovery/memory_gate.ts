/** How often a start that waits looks again, in milliseconds. */
const LOOK_MS = 1_000;

export type MemoryGateDeps = {
  /** Memory that the host could give to new processes, in MiB; `undefined`: nobody knows. */
  readonly freeMb: () => number | undefined;
  /** No process starts with less than this, in MiB; 0: all do. */
  readonly floorMb: number;
  /** Starts have to wait from now on. */
  readonly onLow: (freeMb: number) => void;
  /** They go on. */
  readonly onEnough: (freeMb: number) => void;
  readonly lookMs?: number;
};

/** Lets processes start only while the host has memory for them. */
export class MemoryGate implements Disposable {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #isOver = false;

  constructor(private readonly deps: MemoryGateDeps) {}

  /** Whether there is too little memory for another process now. */
  get isLow(): boolean {
    const free = this.deps.freeMb();
    return free !== undefined && free < this.deps.floorMb;
  }

  /** Resolves when a process may start; at once while there is room, or when the gate is over. */
  async room(): Promise<void> {
    if (this.#isOver) return;
    if (this.#waiting.length === 0) {
      if (!this.isLow) return;
      this.deps.onLow(this.deps.freeMb() ?? 0);
      this.#lookLater();
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    await promise;
  }

  /** Whoever waits goes on: what they begin is refused elsewhere. */
  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#letGo();
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      if (this.isLow) return this.#lookLater();
      this.deps.onEnough(this.deps.freeMb() ?? 0);
      this.#letGo();
    }, this.deps.lookMs ?? LOOK_MS);
  }

  /** One after the other: each takes of the room. */
  #letGo(): void {
    const [next, ...others] = this.#waiting;
    this.#waiting = others;
    next?.();
    if (others.length === 0) return;
    if (this.#isOver) this.#letGo();
    else this.#lookLater();
  }
}
