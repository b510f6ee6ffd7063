import { AsyncLocalStorage } from "node:async_hooks";
import type { FleetEvent, LiveDelta } from "@/domain/event.ts";
import type { Commands, EventSource, Queries } from "@/domain/platform.ts";
import { ALWAYS, type WhileSignedIn } from "../access/sign_in_watch.ts";
import { RecentEvents } from "../events/recent_events.ts";
import { wantsDelta, wantsState } from "../events/topics.ts";
import { type Choice, EVERYTHING } from "./choice.ts";
import { Conversation } from "./conversation.ts";
import { Feed } from "./feed.ts";
import { Outbox } from "./outbox.ts";
import type { Place } from "./place.ts";
import { replayRecords } from "./replay_records.ts";
import type { Body } from "./server_message.ts";
import { systemStatus } from "./system_status.ts";
import { ToldEvent } from "./told_event.ts";

const STATUS_MS = 15_000;
const PATIENCE_MS = 5_000;
const IDLE_SECONDS = 30;
/** Looks at the clients in that time. */
const LOOKS = 5;
/** A socket whose client has stopped reading counts until the client is gone. */
const MOST_SOCKETS = 1_000;
/** RFC 6455's close codes for a server that goes, and for who may not stay. */
const GOING_AWAY = 1001;
const POLICY = 1008;

export type SocketDeps = {
  readonly platform: Commands & Queries & EventSource;
  readonly now: () => string;
  /** Runnable processes per core, one minute's average; 0 where it is unknown. */
  readonly systemLoad: () => number;
  readonly logError: (
    message: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
  /** A client was cut that was so many characters behind. */
  readonly onCut?: (behindChars: number) => void;
  /** Milliseconds in which a client has to take what it is sent. */
  readonly patienceMs?: number;
  /** How often clients are told how the platform is. */
  readonly statusMs?: number;
  /**
   * Seconds after which a client is gone that says nothing: half of them until
   * it is asked, half of them for its answer.
   */
  readonly idleSeconds?: number;
};

type Client = {
  readonly socket: WebSocket;
  readonly outbox: Outbox;
  readonly feed: Feed;
  readonly conversation: Conversation;
};

/** All sockets: who is there, who may stay, and what all of them are told. */
export class SocketHub implements Disposable {
  readonly #clients = new Set<Client>();
  /** Those that count: also handshakes under way, and what could not be closed. */
  readonly #sockets = new Set<WebSocket>();
  readonly #recent: RecentEvents;
  readonly #unsubscribe: () => void;
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  #isClosed = false;

  constructor(private readonly deps: SocketDeps) {
    const { platform, patienceMs = PATIENCE_MS, statusMs = STATUS_MS } = deps;
    this.#recent = new RecentEvents(platform);
    this.#unsubscribe = platform.subscribe({
      events: (events) => this.#tellAll(events),
      delta: (delta) => this.#tellDelta(delta),
    });
    this.#timers = [
      setInterval(() => this.#tellStatus(), statusMs),
      setInterval(() => this.#check(patienceMs), patienceMs / LOOKS),
    ];
  }

  /** How many are connected and listen. */
  get size(): number {
    return this.#clients.size;
  }

  /** Seconds after which a client is gone that says nothing, also when asked. */
  get idleSeconds(): number {
    return this.deps.idleSeconds ?? IDLE_SECONDS;
  }

  /** Whether there is no place for another socket. */
  get isFull(): boolean {
    return this.#sockets.size >= MOST_SOCKETS;
  }

  /**
   * Takes over a socket when its handshake ends. One that never does keeps its
   * place here: the system keeps its descriptor, too.
   *
   * @param since Where its client left off; without it, the client is told
   * what happens from now on.
   */
  expect(
    socket: WebSocket,
    choice: Choice = EVERYTHING,
    since?: Place,
    whileSignedIn: WhileSignedIn = ALWAYS,
  ): void {
    this.#sockets.add(socket);
    socket.onerror = () => this.#sockets.delete(socket);
    // What its messages ask for is asked from where the handshake came.
    socket.onopen = AsyncLocalStorage.bind(() =>
      this.#add(socket, choice, since, whileSignedIn)
    );
  }

  #add(
    socket: WebSocket,
    choice: Choice,
    since: Place | undefined,
    whileSignedIn: WhileSignedIn,
  ): void {
    if (this.#isClosed) {
      socket.close(GOING_AWAY);
      return;
    }
    const outbox = new Outbox(socket, (behindChars) => {
      this.#clients.delete(client);
      this.deps.onCut?.(behindChars);
    });
    const feed = new Feed(
      {
        seq: () => this.deps.platform.fleet().seq,
        after: (seq, limit) => this.#recent.after(seq, limit),
        recordsOf: (events) => replayRecords(this.deps.platform, events),
      },
      outbox,
      choice,
    );
    const conversation = new Conversation(
      this.deps,
      feed,
      (body) => outbox.send(this.#envelope(body)),
    );
    const client: Client = { socket, outbox, feed, conversation };
    this.#clients.add(client);
    const stay = whileSignedIn(() => {
      outbox.drop();
      this.#clients.delete(client);
      socket.close(POLICY, "signed out");
    });
    const forget = () => {
      stay();
      outbox.drop();
      this.#clients.delete(client);
      this.#sockets.delete(socket);
    };
    socket.onmessage = AsyncLocalStorage.bind(({ data }: MessageEvent) =>
      void conversation.hear(data)
    );
    socket.onclose = forget;
    socket.onerror = forget;
    if (since) void conversation.resumeAt(since);
  }

  /** Closes all sockets; their clients are told that the server goes. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    for (const { socket, outbox } of this.#clients) {
      outbox.drop();
      socket.close(GOING_AWAY);
    }
    this.#clients.clear();
  }

  #tellAll(events: readonly FleetEvent[]): void {
    this.#recent.add(events);
    if (this.#clients.size === 0) return;
    const fleet = this.deps.platform.fleet();
    for (const event of events) {
      const told = new ToldEvent(event, fleet);
      const news = `${event.type} ${"agent_id" in event && event.agent_id}`;
      for (const { feed, conversation } of this.#clients) {
        feed.follow(told, conversation.awaited.has(news));
      }
    }
    // That work is held back, or goes on, is told at once.
    if (events.some(({ type }) => type.startsWith("limit."))) {
      this.#tellStatus();
    }
  }

  #tellDelta(delta: LiveDelta): void {
    let text: string | undefined;
    for (const { feed: { choice }, outbox } of this.#clients) {
      const isWanted = choice.format === "events" &&
        wantsDelta(choice.interest, delta);
      if (!isWanted) continue;
      outbox.send(text ??= this.#envelope({ type: "delta", data: delta }));
    }
  }

  #tellStatus(): void {
    const { platform, systemLoad } = this.deps;
    const text = this.#envelope(systemStatus(platform, systemLoad()));
    for (const { feed: { choice }, outbox } of this.#clients) {
      if (wantsState(choice.interest)) outbox.send(text);
    }
  }

  #check(patienceMs: number): void {
    const atMs = performance.now();
    for (const { outbox } of [...this.#clients]) outbox.check(atMs, patienceMs);
  }

  #envelope(body: Body): string {
    return JSON.stringify({
      ...body,
      timestamp: this.deps.now(),
      id: crypto.randomUUID(),
      source: "backend",
    });
  }
}
