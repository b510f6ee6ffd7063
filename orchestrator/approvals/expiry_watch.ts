import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort, Sources } from "../ports.ts";
import { leftoversOf, nextExpiry } from "./leftovers.ts";
import type { WaitingAsks } from "./waiting_asks.ts";

type WatchDeps = {
  readonly writer: Pick<EventWriter, "head" | "append">;
  readonly sources: Sources;
  readonly log: LogPort;
  /** Calls `run` after `ms` milliseconds, unless the function that it gives is called first. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** Ends requests that are over or late, and sleeps until the next one runs out. */
export class ExpiryWatch implements Disposable {
  #cancelTimer: () => void = () => {};
  #isClosed = false;

  constructor(
    private readonly deps: WatchDeps,
    private readonly waiting: Pick<WaitingAsks, "has">,
  ) {}

  /** Looks in so many milliseconds, in place of the look that was to come. */
  lookIn(ms: number): void {
    this.#cancelTimer();
    if (this.#isClosed) return;
    this.#cancelTimer = this.deps.after(ms, () => void this.#look());
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#cancelTimer();
  }

  async #look(): Promise<void> {
    const { writer, sources } = this.deps;
    await appendFacts(this.deps, () =>
      this.#isClosed ? [] : leftoversOf(
        writer.head,
        sources.now(),
        ({ id }) => this.waiting.has(id),
      ));
    const next = nextExpiry(writer.head);
    if (next === undefined) return;
    this.lookIn(Math.max(0, Date.parse(next) - Date.parse(sources.now())));
  }
}
