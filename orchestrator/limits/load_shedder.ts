import type { Strain } from "@/domain/limits.ts";
import { appendFacts } from "../append_facts.ts";
import type { EventWriter } from "../event_writer.ts";
import type { LogPort } from "../ports.ts";
import { lowering, raising, type Strained } from "./places.ts";

/** It has to be calm for so long before one more agent may work, in milliseconds. */
export const CALM_MS = 30_000;

export type LoadShedderDeps = {
  readonly writer: EventWriter;
  readonly log: LogPort;
  /** Calls `run` after so many milliseconds, unless what it gives is called before. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/**
 * How many agents may work at once. Each strain halves it, and so does a strain
 * that lasts, once in every calm time; when nothing is strained and the gate is
 * open, one more may work after each calm time, until all may. It is a record
 * of the fleet, so it survives a restart.
 */
export class LoadShedder implements Disposable {
  /** Strains that last, and what was said of them. */
  readonly #strains = new Map<Strain, Strained>();
  #cancel: () => void = () => {};
  readonly #leave: () => void;

  constructor(private readonly deps: LoadShedderDeps) {
    this.#leave = deps.writer.subscribe({
      events: (events) => {
        if (events.some(({ type }) => type.startsWith("limit."))) this.#wait();
      },
      delta: () => {},
    });
    this.#wait();
  }

  /** Tasks that agents may have at once, those that ignore limits left out. */
  get places(): number {
    const { limits } = this.deps.writer.head;
    return limits.enabled ? limits.lowered?.places ?? Infinity : Infinity;
  }

  /** Something has too much to do, until `calm` says otherwise. Never rejects. */
  async strained(what: Strained): Promise<void> {
    if (this.#strains.has(what.strain)) return;
    this.#strains.set(what.strain, what);
    await this.#append(() => lowering(this.deps.writer.head, what));
    this.#wait();
  }

  /** It has not any more. */
  calm(strain: Strain): void {
    if (this.#strains.delete(strain)) this.#wait();
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.#cancel();
  }

  /** The calm time begins anew. */
  #wait(): void {
    this.#cancel();
    const { lowered } = this.deps.writer.head.limits;
    if (lowered === null && this.#strains.size === 0) return;
    this.#cancel = this.deps.after(CALM_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { writer } = this.deps;
    const [lasting] = this.#strains.values();
    await this.#append(() => {
      if (lasting) return lowering(writer.head, lasting);
      return writer.head.limits.closed ? [] : raising(writer.head);
    });
    this.#wait();
  }

  #append(drafts: Parameters<typeof appendFacts>[1]): Promise<void> {
    return appendFacts(this.deps, drafts).catch((error) =>
      this.deps.log.error("load was not shed", { error })
    );
  }
}
