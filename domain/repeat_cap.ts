const MOST = 10;
const MINUTE_MS = 60_000;
/** Kinds that are remembered; agents come and go. */
const MOST_KINDS = 1_000;

type Kind = { readonly sinceMs: number; told: number; leftOut: number };

/**
 * Keeps what comes again and again from drowning the rest, or filling a disk:
 * of each kind ten are told a minute, and the first of the next minute says how
 * many were not.
 */
export class RepeatCap {
  readonly #kinds = new Map<string, Kind>();

  /** @param nowMs Monotonic milliseconds. */
  constructor(private readonly nowMs: () => number) {}

  /** How many of the kind were left out before this one, which is told; `undefined`: it is left out as well. */
  take(kind: string): number | undefined {
    const nowMs = this.nowMs();
    const known = this.#kinds.get(kind);
    if (known && nowMs - known.sinceMs < MINUTE_MS) {
      if (known.told < MOST) {
        known.told++;
        return 0;
      }
      known.leftOut++;
      return undefined;
    }
    if (this.#kinds.size >= MOST_KINDS) this.#kinds.clear();
    this.#kinds.set(kind, { sinceMs: nowMs, told: 1, leftOut: 0 });
    return known?.leftOut ?? 0;
  }
}
