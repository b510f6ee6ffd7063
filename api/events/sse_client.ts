import type { FleetEvent } from "@/domain/event.ts";
import { ReaderPace } from "./reader_pace.ts";
import { eventFrame, joined, sseFrame, sseGreeting } from "./sse_frames.ts";
import { type Interest, wantsEvent } from "./topics.ts";

/** A client further behind than this is cut; it comes back and resumes. */
const MAX_BEHIND_BYTES = 1024 * 1024;
/** Long frames go out in pieces, so that it shows whether they are taken. */
const PIECE_BYTES = 64 * 1024;
const RETRY_MS = 1_000;
const REPLAY_PAGE = 500;

/** The log as a client needs it. */
export type SseLog = {
  /** The last event that was committed. */
  readonly seq: () => number;
  /** Events after `seq` without a gap; `undefined`: nobody has them any more. */
  readonly after: (
    seq: number,
    limit: number,
  ) => Promise<readonly FleetEvent[] | undefined>;
  /** The whole fleet as one frame. */
  readonly snapshot: () => Uint8Array;
  /** Sends what waits for the next batch to those who are up to date. */
  readonly flush: () => void;
};

/**
 * One listener to the event log. It is first brought up to date, then follows
 * what is committed: each event after its starting point reaches it exactly
 * once and in order, whatever happens in between.
 */
export class SseClient {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #lastSeq: number;
  #isLive = false;
  #sentBytes = 0;
  #drained = Promise.withResolvers<void>();
  readonly #pace: ReaderPace;

  /** @param sinceSeq The last event that the client has; `undefined` for a snapshot first. */
  constructor(
    private readonly log: SseLog,
    readonly interest: Interest,
    sinceSeq: number | undefined,
    patienceMs: number,
    private readonly onClosed: (client: SseClient) => void,
    private readonly onCut: (behindBytes: number) => void,
  ) {
    this.#pace = new ReaderPace(patienceMs);
    const seq = log.seq();
    // An id from a log that is not ours, such as one before a restored backup.
    const isForeign = sinceSeq !== undefined && sinceSeq > seq;
    this.#lastSeq = isForeign || sinceSeq === undefined ? seq : sinceSeq;
    this.stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
        this.tell(sseGreeting(RETRY_MS));
        if (isForeign) this.#reset();
        else if (sinceSeq === undefined) this.#sendSnapshot();
      },
      // Called when all was taken and the reader waits for more.
      pull: () => this.#drained.resolve(),
      cancel: () => this.#forget(),
    }, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
  }

  /** Whether it is up to date, and hears what is committed as it is. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Sends what was committed before the client came; then it is live. */
  async catchUp(): Promise<void> {
    try {
      await this.#taken();
      while (this.#controller && this.#lastSeq < this.log.seq()) {
        // The store may have more than was told: that will be told.
        const missing = this.log.seq() - this.#lastSeq;
        const limit = Math.min(REPLAY_PAGE, missing);
        const events = await this.log.after(this.#lastSeq, limit);
        if (!this.#controller) return;
        if (events) this.#replay(events);
        else this.#reset();
        await this.#taken();
      }
      // What still waits for its batch was sent here already.
      this.log.flush();
      this.#isLive = this.#controller !== undefined;
    } catch {
      this.close();
    }
  }

  /** Frames of what was committed up to `seq`, those that it wants alone. */
  follow(frames: Uint8Array, seq: number): void {
    this.#lastSeq = seq;
    if (frames.byteLength > 0) this.tell(frames);
  }

  /** Sends bytes; who is live and too far behind is cut instead. */
  tell(bytes: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    // Snapshots and replays may be long; they wait for the reader.
    if (this.#isLive && this.#waitingBytes > MAX_BEHIND_BYTES) {
      this.#cut();
      return;
    }
    this.#sentBytes += bytes.byteLength;
    for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
      controller.enqueue(bytes.subarray(at, at + PIECE_BYTES));
    }
  }

  /** Cuts the client when it has not taken in time what it was sent. */
  check(atMs: number): void {
    const isLate = this.#pace.isLate({
      atMs,
      sentBytes: this.#sentBytes,
      waitingBytes: this.#waitingBytes,
      isCatchingUp: !this.#isLive,
    });
    if (isLate) this.#cut();
  }

  /** Tells why the stream ends, and ends it; who is far behind is cut. */
  end(reason: "shutdown" | "signed_out"): void {
    const isBehind = this.#waitingBytes > PIECE_BYTES;
    this.tell(sseFrame({ event: reason, data: {} }));
    if (isBehind) this.#cut();
    else this.close();
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

  get #waitingBytes(): number {
    return -(this.#controller?.desiredSize ?? 0);
  }

  #replay(events: readonly FleetEvent[]): void {
    const wanted = events.filter((event) => wantsEvent(this.interest, event));
    this.follow(
      joined(wanted.map(eventFrame)),
      events.at(-1)?.seq ?? this.#lastSeq,
    );
  }

  #reset(): void {
    const reason = "this id is not in the log";
    this.tell(sseFrame({ event: "reset", data: { reason } }));
    this.#sendSnapshot();
  }

  #sendSnapshot(): void {
    this.#lastSeq = this.log.seq();
    this.tell(this.log.snapshot());
  }

  /** Resolves when the client has taken what it was sent, or only a little is left. */
  async #taken(): Promise<void> {
    if (this.#waitingBytes <= MAX_BEHIND_BYTES / 4) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  /** Drops what waits: the client comes back and resumes from the log. */
  #cut(): void {
    if (this.#controller) this.onCut(this.#waitingBytes);
    // The server prints the reason; a line of it is enough.
    this.#controller?.error("event stream cut: its client reads too slowly");
    this.#forget();
  }

  #forget(): void {
    this.#controller = undefined;
    this.#isLive = false;
    this.#drained.resolve();
    this.onClosed(this);
  }
}
