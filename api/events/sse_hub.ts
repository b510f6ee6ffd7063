import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import { carriedFleet } from "@/domain/carried_fleet.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { EventSource, Queries } from "@/domain/platform.ts";
import { ALWAYS, type WhileSignedIn } from "../access/sign_in_watch.ts";
import { InterestGroup } from "./interest_group.ts";
import { RecentEvents } from "./recent_events.ts";
import { SseClient } from "./sse_client.ts";
import { eventFrame, sseFrame } from "./sse_frames.ts";
import { type Interest, wantsDelta, wantsEvent, wantsState } from "./topics.ts";

/** How often and how patiently listeners are told. */
export type StreamPace = {
  /** How often each listener hears that the server lives. The page calls its data old after 10 s. */
  readonly heartbeatMs: number;
  /** What comes within this time goes out together. */
  readonly batchMs: number;
  /** Milliseconds in which a listener has to take what it is sent. */
  readonly patienceMs: number;
};
const PACE: StreamPace = {
  heartbeatMs: 5_000,
  batchMs: 16,
  patienceMs: 5_000,
};
/** Looks at the listeners in the time that they are given to read. */
const LOOKS = 5;
/** Each costs some 70 kB. */
const MOST_LISTENERS = 2_000;

/**
 * `short`: as pages take it, without long texts, with the next tasks of those
 * that wait alone, and how many of them are left out.
 */
export type SnapshotForm = "whole" | "short";

/**
 * All listeners to the event stream. What is committed is encoded once, and
 * goes out in batches that all listeners with the same interest share.
 */
export class SseHub implements Disposable {
  readonly #clients = new Set<SseClient>();
  /** By the key of their interest. */
  readonly #groups = new Map<string, InterestGroup>();
  readonly #recent: RecentEvents;
  readonly #snapshots = {
    whole: new WeakMap<Fleet, Uint8Array>(),
    short: new WeakMap<Fleet, Uint8Array>(),
  };
  readonly #pace: StreamPace;
  readonly #unsubscribe: () => void;
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  /** The last event that it was told of. */
  #seq: number;
  #isClosed = false;

  constructor(
    private readonly source:
      & EventSource
      & Pick<
        Queries,
        "fleet" | "claudeStatus" | "historyState" | "storageStatus"
      >,
    private readonly now: () => string,
    pace: Partial<StreamPace> = {},
    /** A listener was cut that was so many bytes behind. */
    private readonly onCut: (behindBytes: number) => void = () => {},
  ) {
    this.#pace = { ...PACE, ...pace };
    this.#recent = new RecentEvents(source);
    this.#seq = source.fleet().seq;
    this.#unsubscribe = source.subscribe({
      events: (events) => this.#events(events),
      delta: (delta) => this.#delta(delta),
      claude: () => this.#tellState(this.#claudeFrame()),
      history: () => this.#tellState(this.#historyFrame()),
      storage: () => this.#tellState(this.#storageFrame()),
    });
    const { heartbeatMs, patienceMs } = this.#pace;
    this.#timers = [
      setInterval(() => this.#beat(), heartbeatMs),
      setInterval(() => this.#check(), patienceMs / LOOKS),
    ];
  }

  /** How many listen. */
  get size(): number {
    return this.#clients.size;
  }

  /** Whether there is no place for another listener. */
  get isFull(): boolean {
    return this.#clients.size >= MOST_LISTENERS;
  }

  /** The body of a new listener's answer; it ends when the listener is not signed in any more. */
  open(
    interest: Interest,
    sinceSeq: number | undefined,
    whileSignedIn: WhileSignedIn = ALWAYS,
    snapshot: SnapshotForm = "whole",
  ): ReadableStream<Uint8Array> {
    const group = this.#groupOf(interest);
    const client = new SseClient(
      {
        seq: () => this.source.fleet().seq,
        after: (seq, limit) => this.#recent.after(seq, limit),
        snapshot: () => this.#snapshot(snapshot),
        flush: () => group.flush(),
      },
      interest,
      sinceSeq,
      this.#pace.patienceMs,
      (closed) => {
        this.#clients.delete(closed);
        this.#leave(group, closed);
        forget();
      },
      this.onCut,
    );
    const forget = whileSignedIn(() => client.end("signed_out"));
    this.#clients.add(client);
    group.join(client);
    if (this.#isClosed) {
      client.end("shutdown");
      return client.stream;
    }
    client.tell(this.#heartbeatFrame());
    if (wantsState(interest)) {
      client.tell(this.#claudeFrame());
      client.tell(this.#historyFrame());
      client.tell(this.#storageFrame());
    }
    void client.catchUp();
    return client.stream;
  }

  /** Tells all listeners that the server goes, and lets them go. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#flush();
    for (const timer of this.#timers) clearInterval(timer);
    for (const client of [...this.#clients]) client.end("shutdown");
  }

  #groupOf(interest: Interest): InterestGroup {
    const known = this.#groups.get(interest.key);
    if (known) return known;
    const group = new InterestGroup(
      interest,
      this.#pace.batchMs,
      () => this.#seq,
    );
    this.#groups.set(interest.key, group);
    return group;
  }

  #leave(group: InterestGroup, client: SseClient): void {
    group.leave(client);
    const { key } = group.interest;
    // Who is told twice that it left takes nobody's place away.
    const isOurs = this.#groups.get(key) === group;
    if (isOurs && group.size === 0) this.#groups.delete(key);
  }

  #events(events: readonly FleetEvent[]): void {
    this.#recent.add(events);
    this.#seq = events.at(-1)?.seq ?? this.#seq;
    // What nobody wants is not encoded.
    for (const group of this.#groups.values()) {
      const wanted = events.filter((event) =>
        wantsEvent(group.interest, event)
      );
      group.send(wanted.map(eventFrame));
    }
  }

  #delta(delta: LiveDelta): void {
    let frame: Uint8Array | undefined;
    for (const group of this.#groups.values()) {
      if (!wantsDelta(group.interest, delta)) continue;
      frame ??= sseFrame({ event: "delta", data: delta });
      group.send([frame]);
    }
  }

  #tellState(frame: Uint8Array): void {
    for (const client of [...this.#clients]) {
      if (!client.isLive && wantsState(client.interest)) client.tell(frame);
    }
    for (const group of this.#groups.values()) {
      if (wantsState(group.interest)) group.send([frame]);
    }
  }

  #flush(): void {
    for (const group of this.#groups.values()) group.flush();
  }

  #beat(): void {
    this.#flush();
    // Who is up to date may resume after it, whatever it wanted to hear.
    const resumable = this.#heartbeatFrame(this.#seq);
    const plain = this.#heartbeatFrame();
    for (const client of [...this.#clients]) {
      client.tell(client.isLive ? resumable : plain);
    }
  }

  #check(): void {
    const atMs = performance.now();
    for (const client of [...this.#clients]) client.check(atMs);
  }

  #snapshot(form: SnapshotForm): Uint8Array {
    const fleet = this.source.fleet();
    const known = this.#snapshots[form].get(fleet);
    if (known) return known;
    const data = form === "whole" ? fleet : shortFleet(fleet);
    const frame = sseFrame({ event: "snapshot", id: fleet.seq, data });
    this.#snapshots[form].set(fleet, frame);
    return frame;
  }

  #heartbeatFrame(id?: number): Uint8Array {
    const data = { seq: this.source.fleet().seq, at: this.now() };
    return sseFrame({
      event: "heartbeat",
      ...(id === undefined ? {} : { id }),
      data,
    });
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

function shortFleet(fleet: Fleet) {
  const carried = carriedFleet(fleet);
  return { ...carried.fleet, left: carried.left };
}
