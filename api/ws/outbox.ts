/** What is given to the socket at once; the rest waits here, where it is shared. */
const AHEAD_BYTES = 64 * 1024;
/** A client further behind than this is closed; it comes back and resumes. */
const MAX_BEHIND_CHARS = 1024 * 1024;
const LOOK_AGAIN_MS = 20;
/** RFC 6455's registry: "try again later". */
const TRY_AGAIN_LATER = 1013;

type Waiting = { readonly text: string; readonly atMs: number };

/**
 * Sends to one socket no faster than its client reads. A socket keeps a copy
 * of all that it is given, however much; texts that wait here are shared by
 * all clients.
 */
export class Outbox {
  /** A long replay waits for its reader, who only has to take some. */
  isPatient = false;
  #waiting: Waiting[] = [];
  #waitingChars = 0;
  #buffered = 0;
  #movedAtMs = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drained = Promise.withResolvers<void>();

  constructor(
    private readonly socket: WebSocket,
    private readonly onCut: (behindChars: number) => void,
  ) {}

  send(text: string): void {
    const { socket } = this;
    if (socket.readyState !== WebSocket.OPEN) return;
    if (this.#waiting.length === 0 && socket.bufferedAmount < AHEAD_BYTES) {
      socket.send(text);
      return;
    }
    if (!this.isPatient && this.#waitingChars > MAX_BEHIND_CHARS) {
      this.#cut();
      return;
    }
    this.#waiting.push({ text, atMs: performance.now() });
    this.#waitingChars += text.length;
    this.#drainSoon();
  }

  /** Resolves when nothing waits any more, also because the client is gone. */
  async drained(): Promise<void> {
    if (this.#waiting.length === 0) return;
    this.#drained = Promise.withResolvers();
    await this.#drained.promise;
  }

  /** Closes the socket when its client has not taken in time what it was sent. */
  check(atMs: number, patienceMs: number): void {
    const { bufferedAmount } = this.socket;
    if (bufferedAmount === 0 || bufferedAmount < this.#buffered) {
      this.#movedAtMs = atMs;
    }
    this.#buffered = bufferedAmount;
    const waitingSince = this.#waiting[0]?.atMs ?? atMs;
    const since = this.isPatient
      ? this.#movedAtMs
      : Math.min(this.#movedAtMs, waitingSince);
    if (atMs - since >= patienceMs) this.#cut();
  }

  /** Lets go of what waits; the socket is closed, or will be by its owner. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#waitingChars = 0;
    this.#drained.resolve();
  }

  #drainSoon(): void {
    this.#timer ??= setTimeout(() => this.#drain(), LOOK_AGAIN_MS);
  }

  #drain(): void {
    this.#timer = undefined;
    const { socket } = this;
    let sent = 0;
    for (const { text } of this.#waiting) {
      if (socket.readyState !== WebSocket.OPEN) break;
      if (socket.bufferedAmount >= AHEAD_BYTES) break;
      socket.send(text);
      this.#waitingChars -= text.length;
      sent++;
    }
    if (sent > 0) {
      this.#waiting = this.#waiting.slice(sent);
      this.#movedAtMs = performance.now();
    }
    if (this.#waiting.length === 0) this.#drained.resolve();
    else this.#drainSoon();
  }

  #cut(): void {
    const behindChars = this.#waitingChars;
    this.drop();
    this.socket.close(TRY_AGAIN_LATER, "too far behind");
    this.onCut(behindChars);
  }
}
