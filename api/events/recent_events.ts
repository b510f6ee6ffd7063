import type { FleetEvent } from "@/domain/event.ts";
import type { EventSource } from "@/domain/platform.ts";

/** Texts in an event are cut at 12,000 characters: at most some 12 MB. */
const KEPT_EVENTS = 1_000;

/**
 * The end of the log in memory, for those who were away for a moment. What is
 * older comes from the source, which asks the live store and the history.
 */
export class RecentEvents {
  readonly #events: FleetEvent[] = [];

  constructor(private readonly source: Pick<EventSource, "readEvents">) {}

  /** Takes what was committed, in order. */
  add(events: readonly FleetEvent[]): void {
    this.#events.push(...events);
    // Now and then, so that not every event moves all others.
    if (this.#events.length > 2 * KEPT_EVENTS) {
      this.#events.splice(0, this.#events.length - KEPT_EVENTS);
    }
  }

  /**
   * At most `limit` events after `seq`, in order and without a gap;
   * `undefined` when nobody has the first of them any more.
   */
  async after(
    seq: number,
    limit: number,
  ): Promise<readonly FleetEvent[] | undefined> {
    const oldest = this.#events[0]?.seq ?? Infinity;
    if (oldest <= seq + 1) {
      return this.#events.slice(seq + 1 - oldest, seq + 1 - oldest + limit);
    }
    const read = await this.source.readEvents(seq, limit);
    // The history may have been pruned in the middle.
    const gap = read.findIndex((event, index) => event.seq !== seq + 1 + index);
    const events = gap < 0 ? read : read.slice(0, gap);
    return events.length > 0 ? events : undefined;
  }
}
