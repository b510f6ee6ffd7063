import type { FleetEvent } from "@/domain/event.ts";
import { wantsEvent } from "../events/topics.ts";
import type { Choice } from "./choice.ts";
import type { Outbox } from "./outbox.ts";
import type { Place } from "./place.ts";
import type { Records } from "./server_message.ts";
import { ToldEvent } from "./told_event.ts";

const REPLAY_PAGE = 200;

/** The log as a client needs it. */
export type FeedLog = {
  /** The last event that was committed. */
  readonly seq: () => number;
  /** Events after `seq` without a gap; `undefined`: nobody has them any more. */
  readonly after: (
    seq: number,
    limit: number,
  ) => Promise<readonly FleetEvent[] | undefined>;
  /** Records that the events speak of, also those that left the fleet. */
  readonly recordsOf: (events: readonly FleetEvent[]) => Promise<Records>;
};

/**
 * How far one client has been told of the log. It is told what is committed
 * from when it came; what was before that, when it asks to resume. Each
 * message reaches it once.
 */
export class Feed {
  /** All between these two was told: where the telling began, and how far it is. */
  #from: number;
  #told: number;
  #isLive = true;
  #resuming: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: FeedLog,
    private readonly outbox: Outbox,
    public choice: Choice,
  ) {
    this.#from = this.#told = log.seq();
  }

  /** The last event that was told. */
  get seq(): number {
    return this.#told;
  }

  /**
   * An event that was just committed.
   *
   * @param isAnswered An answer to the client brings the same news.
   */
  follow(told: ToldEvent, isAnswered: boolean): void {
    if (!this.#isLive) return;
    this.#told = told.event.seq;
    const isDouble = isAnswered && this.choice.format === "messages";
    if (!isDouble) this.#tell(told, -1);
  }

  /**
   * Tells what the client missed, then what is committed. What it was told on
   * this connection already does not come again.
   *
   * @returns false when nobody has that any more: it was told nothing, and goes on from now.
   */
  resume(place: Place): Promise<boolean> {
    this.#isLive = false;
    const resumed = this.#resuming.then(() => this.#resume(place));
    this.#resuming = resumed.catch(() => {});
    return resumed;
  }

  async #resume(place: Place): Promise<boolean> {
    this.#isLive = false;
    this.outbox.isPatient = true;
    try {
      // An id from a log that is not ours, such as one before a restored backup.
      let isHad = place.seq <= this.log.seq() &&
        await this.#replay(place, this.#from);
      while (isHad && this.#told < this.log.seq()) {
        const after = { seq: this.#told, part: -1 };
        isHad = await this.#replay(after, this.log.seq());
      }
      // In the same tick as the last look at the log: nothing slips between.
      if (!isHad) this.#from = this.#told = this.log.seq();
      this.#from = Math.min(this.#from, place.seq);
      return isHad;
    } finally {
      this.outbox.isPatient = false;
      this.#isLive = true;
    }
  }

  async #replay(after: Place, upTo: number): Promise<boolean> {
    let { seq } = after;
    while (seq < upTo) {
      const limit = Math.min(REPLAY_PAGE, upTo - seq);
      const events = await this.log.after(seq, limit);
      if (!events) return false;
      const records = await this.log.recordsOf(events);
      for (const event of events) {
        const isFirst = event.seq === after.seq + 1;
        this.#tell(new ToldEvent(event, records), isFirst ? after.part : -1);
      }
      seq = events.at(-1)?.seq ?? seq;
      this.#told = Math.max(this.#told, seq);
      await this.outbox.drained();
    }
    return true;
  }

  /** @param part The last of its messages that the client has. */
  #tell(told: ToldEvent, part: number): void {
    const { interest, format } = this.choice;
    if (!wantsEvent(interest, told.event)) return;
    for (const message of told.in(format)) {
      if (message.part > part) this.outbox.send(message.text);
    }
  }
}
