import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { encodeEvent, SseClient } from "./sse_client.ts";
import { sseFrame } from "./sse_frames.ts";
import type { Topics } from "./topics.ts";

/** The page calls its data old after 10 s without a word. */
const HEARTBEAT_MS = 5_000;

/** All listeners to the event stream. Each event is encoded once, for all of them. */
export class SseHub implements Disposable {
  readonly #clients = new Set<SseClient>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: ReturnType<typeof setInterval>;
  #isClosed = false;

  /** @param heartbeatMs How often each listener hears that the server lives. */
  constructor(
    private readonly source:
      & EventSource
      & Pick<
        Queries,
        "fleet" | "claudeStatus" | "historyState" | "storageStatus"
      >,
    private readonly now: () => string,
    heartbeatMs = HEARTBEAT_MS,
  ) {
    this.#unsubscribe = source.subscribe({
      events: (events) => this.#events(events),
      delta: (delta) => this.#delta(delta),
      claude: () => this.#tellAll(this.#claudeFrame()),
      history: () => this.#tellAll(this.#historyFrame()),
      storage: () => this.#tellAll(this.#storageFrame()),
    });
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs);
  }

  /** How many listen. */
  get size(): number {
    return this.#clients.size;
  }

  /** The body of a new listener's answer. */
  open(
    topics: Topics,
    sinceSeq: number | undefined,
  ): ReadableStream<Uint8Array> {
    const client = new SseClient(
      this.source,
      topics,
      sinceSeq,
      (closed) => this.#clients.delete(closed),
    );
    this.#clients.add(client);
    if (this.#isClosed) {
      this.#letGo(client);
      return client.stream;
    }
    client.tell(this.#heartbeatFrame());
    client.tell(this.#claudeFrame());
    client.tell(this.#historyFrame());
    client.tell(this.#storageFrame());
    void client.catchUp();
    return client.stream;
  }

  /** Tells all listeners that the server goes, and lets them go. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    for (const client of [...this.#clients]) this.#letGo(client);
  }

  #letGo(client: SseClient): void {
    client.tell(sseFrame({ event: "shutdown", data: {} }));
    client.close();
  }

  #events(events: readonly FleetEvent[]): void {
    const bySeq = new Map<number, Uint8Array>();
    const encoded = (event: FleetEvent) => {
      const known = bySeq.get(event.seq) ?? encodeEvent(event);
      bySeq.set(event.seq, known);
      return known;
    };
    for (const client of [...this.#clients]) client.events(events, encoded);
  }

  #delta(delta: LiveDelta): void {
    let bytes: Uint8Array | undefined;
    const encoded = () => bytes ??= sseFrame({ event: "delta", data: delta });
    for (const client of [...this.#clients]) client.delta(delta, encoded);
  }

  #tellAll(frame: Uint8Array): void {
    for (const client of [...this.#clients]) client.tell(frame);
  }

  #beat(): void {
    const frame = this.#heartbeatFrame();
    for (const client of [...this.#clients]) client.beat(frame);
  }

  #heartbeatFrame(): Uint8Array {
    const data = { seq: this.source.fleet().seq, at: this.now() };
    return sseFrame({ event: "heartbeat", data });
  }

  #historyFrame(): Uint8Array {
    return sseFrame({ event: "history", data: this.source.historyState() });
  }

  #storageFrame(): Uint8Array {
    return sseFrame({ event: "storage", data: this.source.storageStatus() });
  }

  #claudeFrame(): Uint8Array {
    return sseFrame({ event: "claude", data: this.source.claudeStatus() });
  }
}
