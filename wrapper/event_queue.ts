/**
 * How many events may wait, and how many bytes the lines have that they came
 * in, before the process is read no further: so many that a store which takes
 * nothing for a minute does not hold up a process that only talks.
 */
const MAX_WAITING = 10_000;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Hands events to one consumer, one after the other, and makes the producer
 * wait while too many are waiting. Answers to our own requests do not pass
 * through here, so a consumer may await a request while it handles an event.
 */
export class EventQueue<Event> {
  readonly #consume: (event: Event) => void | Promise<void>;
  readonly #onDefect: (error: unknown) => void;
  #waiting: { readonly event: Event; readonly sizeBytes: number }[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #roomFor: (() => void)[] = [];

  /** @param onDefect Hears what the consumer throws; the next event follows all the same. */
  constructor(
    consume: (event: Event) => void | Promise<void>,
    onDefect: (error: unknown) => void,
  ) {
    this.#consume = consume;
    this.#onDefect = onDefect;
  }

  /** Adds an event of a line of so many bytes; resolves when there is room for the next. */
  push(event: Event, sizeBytes = 0): Promise<void> {
    this.#waiting.push({ event, sizeBytes });
    this.#waitingBytes += sizeBytes;
    this.#running ??= this.#run();
    if (this.#hasRoom) return Promise.resolve();
    return new Promise((resolve) => this.#roomFor.push(resolve));
  }

  /** Resolves when everything pushed so far was consumed. */
  async drained(): Promise<void> {
    await this.#running;
  }

  get #hasRoom(): boolean {
    return this.#waiting.length < MAX_WAITING &&
      this.#waitingBytes < MAX_WAITING_BYTES;
  }

  async #run(): Promise<void> {
    // Lets `push` note that this runs, before it can have ended.
    await undefined;
    for (
      let next = this.#waiting.shift();
      next !== undefined;
      next = this.#waiting.shift()
    ) {
      try {
        await this.#consume(next.event);
      } catch (error) {
        this.#onDefect(error);
      }
      this.#waitingBytes -= next.sizeBytes;
      if (this.#hasRoom) {
        for (const go of this.#roomFor.splice(0)) go();
      }
    }
    this.#running = undefined;
  }
}
