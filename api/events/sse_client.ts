import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { sseFrame, sseGreeting } from "./sse_frames.ts";
import { type Topics, wantsDelta, wantsEvent } from "./topics.ts";

/** A client further behind than this is cut; it comes back and resumes. */
const MAX_BEHIND_BYTES = 1024 * 1024;
const RETRY_MS = 1_000;
const REPLAY_PAGE = 500;

/**
 * One listener to the event log. It is first brought up to date from the
 * store, then follows what is committed: each event after its starting point
 * reaches it exactly once and in order, whatever happens in between.
 */
export class SseClient {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #lastSeq: number;
  #caughtUp = false;

  /** @param sinceSeq The last event that the client has; `undefined` for a snapshot first. */
  constructor(
    private readonly source: EventSource & Pick<Queries, "fleet">,
    private readonly topics: Topics,
    sinceSeq: number | undefined,
    private readonly onClosed: (client: SseClient) => void,
  ) {
    const seq = source.fleet().seq;
    // An id from a log that is not ours, such as one before a restored backup.
    const foreign = sinceSeq !== undefined && sinceSeq > seq;
    this.#lastSeq = foreign || sinceSeq === undefined ? seq : sinceSeq;
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
        this.#send(sseGreeting(RETRY_MS));
        if (foreign) {
          const reason = "this id is not in the log";
          this.#send(sseFrame({ event: "reset", data: { reason } }));
        }
        if (foreign || sinceSeq === undefined) this.#sendSnapshot();
      },
      cancel: () => this.#forget(),
    }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
  }

  /** Sends what was committed before the client came; then it is live. */
  async catchUp(): Promise<void> {
    try {
      while (this.#lastSeq < this.source.fleet().seq) {
        const events = await this.source.readEvents(
          this.#lastSeq,
          REPLAY_PAGE,
        );
        if (!this.#controller) return;
        if (events.length === 0) break;
        for (const event of events) this.#sendEvent(event);
        await this.#taken();
      }
      this.#caughtUp = true;
    } catch {
      this.close();
    }
  }

  /** Events of one commit. What comes while catching up is read from the store. */
  events(
    events: readonly FleetEvent[],
    encoded: (event: FleetEvent) => Uint8Array,
  ): void {
    if (!this.#caughtUp) return;
    for (const event of events) this.#sendEvent(event, encoded);
  }

  delta(delta: LiveDelta, encoded: () => Uint8Array): void {
    if (this.#caughtUp && wantsDelta(this.topics, delta)) {
      this.#send(encoded());
    }
  }

  /** Sends a frame that is not of the log. */
  tell(frame: Uint8Array): void {
    this.#send(frame);
  }

  /** Ends the stream from our side. */
  close(): void {
    try {
      this.#controller?.close();
    } catch {
      // The client closed it first.
    }
    this.#forget();
  }

  #sendEvent(
    event: FleetEvent,
    encoded: (event: FleetEvent) => Uint8Array = encodeEvent,
  ): void {
    if (event.seq <= this.#lastSeq) return;
    this.#lastSeq = event.seq;
    if (wantsEvent(this.topics, event)) this.#send(encoded(event));
  }

  #sendSnapshot(): void {
    const fleet = this.source.fleet();
    this.#lastSeq = fleet.seq;
    this.#send(sseFrame({ event: "snapshot", id: fleet.seq, data: fleet }));
  }

  #send(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    controller.enqueue(bytes);
    if ((controller.desiredSize ?? 0) >= -MAX_BEHIND_BYTES) return;
    // Replays wait for the reader; only one who does not read gets here.
    if (!this.#caughtUp) return;
    controller.error(new Error("the client reads too slowly"));
    this.#forget();
  }

  /** Resolves when a replaying client has taken most of what it was sent. */
  async #taken(): Promise<void> {
    while (
      this.#controller &&
      (this.#controller.desiredSize ?? 0) < -MAX_BEHIND_BYTES / 4
    ) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  #forget(): void {
    this.#controller = undefined;
    this.onClosed(this);
  }
}

/** One event of the log as a frame; its `seq` is the id to resume after. */
export function encodeEvent(event: FleetEvent): Uint8Array {
  return sseFrame({ id: event.seq, data: event });
}
