import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { sseFrame, sseGreeting } from "./sse_frames.ts";
import { type Topics, wantsDelta, wantsEvent } from "./topics.ts";

/** A client further behind than this is cut; it comes back and resumes. */
const MAX_BEHIND_BYTES = 1024 * 1024;
/** Long frames go out in pieces, so that it shows whether they are taken. */
const PIECE_BYTES = 64 * 1024;
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
  #sentBytes = 0;
  /** What had been taken at the last heartbeat; before the first, nothing is known. */
  #takenBytes = -1;
  #drained = Promise.withResolvers<void>();

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
        if (foreign) this.#reset();
        else if (sinceSeq === undefined) this.#sendSnapshot();
      },
      // Called when all was taken and the reader waits for more.
      pull: () => this.#drained.resolve(),
      cancel: () => this.#forget(),
    }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
  }

  /** Sends what was committed before the client came; then it is live. */
  async catchUp(): Promise<void> {
    try {
      await this.#taken();
      while (this.#controller && this.#lastSeq < this.source.fleet().seq) {
        const events = await this.source.readEvents(
          this.#lastSeq,
          REPLAY_PAGE,
        );
        if (!this.#controller) return;
        // The log may have dropped its oldest events.
        if (events[0]?.seq !== this.#lastSeq + 1) this.#reset();
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

  /** Sends a sign of life, or cuts a client that took nothing since the last one. */
  beat(frame: Uint8Array): void {
    const waitingBytes = -(this.#controller?.desiredSize ?? 0);
    const takenBytes = this.#sentBytes - waitingBytes;
    if (waitingBytes > 0 && takenBytes === this.#takenBytes) {
      this.#cut();
      return;
    }
    this.#takenBytes = takenBytes;
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

  #reset(): void {
    const reason = "this id is not in the log";
    this.#send(sseFrame({ event: "reset", data: { reason } }));
    this.#sendSnapshot();
  }

  #sendSnapshot(): void {
    const fleet = this.source.fleet();
    this.#lastSeq = fleet.seq;
    this.#send(sseFrame({ event: "snapshot", id: fleet.seq, data: fleet }));
  }

  #send(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    this.#sentBytes += bytes.length;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      controller.enqueue(bytes.subarray(at, at + PIECE_BYTES));
    }
    // Snapshots and replays may be long; they wait for the reader instead.
    const isBehind = (controller.desiredSize ?? 0) < -MAX_BEHIND_BYTES;
    if (isBehind && this.#caughtUp) this.#cut();
  }

  /** Resolves when the client has taken what it was sent, or only a little is left. */
  async #taken(): Promise<void> {
    if ((this.#controller?.desiredSize ?? 0) >= -MAX_BEHIND_BYTES / 4) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  /** Drops what waits: the client comes back and resumes from the log. */
  #cut(): void {
    // The server prints the reason; a line of it is enough.
    this.#controller?.error("event stream cut: its client reads too slowly");
    this.#forget();
  }

  #forget(): void {
    this.#controller = undefined;
    this.#drained.resolve();
    this.onClosed(this);
  }
}

/** One event of the log as a frame; its `seq` is the id to resume after. */
export function encodeEvent(event: FleetEvent): Uint8Array {
  return sseFrame({ id: event.seq, data: event });
}
