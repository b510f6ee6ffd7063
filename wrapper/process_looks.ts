import {
  type KnownProcess,
  lookAtProcesses,
  type ProcessTable,
} from "./process_table.ts";

/**
 * Looks at the processes for all who ask. One look runs at a time, and whoever
 * asks during it gets the next one: many agents that end at once share their
 * looks, and none is answered with what was before it asked.
 *
 * It remembers what it saw: a process that throws its marks away, or loses the
 * parent through which it was known, is found again by its id and its start.
 */
export class ProcessLooks {
  #known: readonly KnownProcess[];
  #newest: { readonly table: ProcessTable; readonly atMs: number } | undefined;
  #running: Promise<ProcessTable> | undefined;
  #next: Promise<ProcessTable> | undefined;

  /** @param known What an earlier life of the server saw and could not mark. */
  constructor(
    private readonly ps: string | undefined,
    known: readonly KnownProcess[] = [],
    private readonly lookAt: typeof lookAtProcesses = lookAtProcesses,
  ) {
    this.#known = known;
  }

  /** What ran at most that long ago, in milliseconds: for who measures, and ends nothing. */
  async recent(ageMs: number): Promise<ProcessTable> {
    const newest = this.#newest;
    return newest && performance.now() - newest.atMs <= ageMs
      ? newest.table
      : await this.look();
  }

  /** What runs now, or a little later. */
  look(): Promise<ProcessTable> {
    if (this.#next) return this.#next;
    if (!this.#running) return this.#begin();
    return this.#next = this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
  }

  #begin(): Promise<ProcessTable> {
    this.#next = undefined;
    const running = this.#look().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    return this.#running = running;
  }

  async #look(): Promise<ProcessTable> {
    const atMs = performance.now();
    const table = await this.lookAt(this.ps, this.#known);
    this.#newest = { table, atMs };
    // Where `ps` failed once, nothing was seen to have ended.
    if (table.self) this.#known = table.ours;
    return table;
  }
}
