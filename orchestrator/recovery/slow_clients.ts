import type { WakeClocks } from "../boot/wake_watch.ts";

/** By what a client listens. */
export type ClientKind = "sse" | "ws";

/** So many of one kind that are cut within the span are no accident. */
const MOST_CUTS = 3;
/** The span, and how long it has to be calm after the last cut, in milliseconds. */
const CALM_MS = 10 * 60_000;
const LOOK_EVERY_MS = 30_000;

const NAMES = { sse: "event streams", ws: "sockets" } as const;

export type SlowClientsDeps =
  & Pick<WakeClocks, "monotonicMs" | "every">
  & {
    /** Clients of a kind are cut again and again. */
    readonly onSlow: (message: string) => void;
    /** Nobody is cut any more. */
    readonly onCalm: (words: string) => void;
  };

/**
 * Notices that clients which read too slowly are cut again and again: one is
 * its own matter, several are the network's or this server's. Each kind is told
 * once, until nobody was cut for ten minutes.
 */
export class SlowClients implements Disposable {
  readonly #cutAt: Record<ClientKind, number[]> = { sse: [], ws: [] };
  readonly #told = new Set<ClientKind>();
  #lastMs: number;
  #count = 0;
  #end: (() => void) | undefined;

  /** @param isOpen Whether an earlier life told of it, and not that it was over. */
  constructor(private readonly deps: SlowClientsDeps, isOpen: boolean) {
    this.#lastMs = deps.monotonicMs();
    if (isOpen) this.#watch();
  }

  /** One more was cut. */
  cut(kind: ClientKind): void {
    const nowMs = this.deps.monotonicMs();
    this.#lastMs = nowMs;
    this.#count++;
    const recent = this.#cutAt[kind].filter((ms) => nowMs - ms < CALM_MS);
    this.#cutAt[kind] = [...recent, nowMs].slice(-MOST_CUTS);
    if (this.#told.has(kind) || this.#cutAt[kind].length < MOST_CUTS) return;
    this.#told.add(kind);
    this.#watch();
    this.deps.onSlow(
      `${MOST_CUTS} ${
        NAMES[kind]
      } were cut within 10 minutes, since their clients read too slowly`,
    );
  }

  [Symbol.dispose](): void {
    this.#end?.();
    this.#end = undefined;
  }

  #watch(): void {
    this.#end ??= this.deps.every(LOOK_EVERY_MS, () => this.#look());
  }

  #look(): void {
    if (this.deps.monotonicMs() - this.#lastMs < CALM_MS) return;
    this[Symbol.dispose]();
    this.#told.clear();
    const count = this.#count;
    this.#count = 0;
    this.deps.onCalm(
      `no client was cut for 10 minutes; ${count} were before that`,
    );
  }
}
