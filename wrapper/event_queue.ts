/** How many events may wait before the process is read no further. */
const MAX_WAITING = 256;

/**
 * Hands events to one consumer, one after the other, and makes the producer
 * wait while too many are waiting. Answers to our own requests do not pass
 * through here, so a consumer may await a request while it handles an event.
 */
export class EventQueue<Event> {
  readonly #consume: (event: Event) => void | Promise<void>;
  readonly #onDefect: (error: unknown) => void;
  #waiting: Event[] = [];
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

  /** Adds an event; resolves when there is room for the next. */
  push(event: Event): Promise<void> {
    this.#waiting.push(event);
    this.#running ??= this.#run();
    if (this.#waiting.length < MAX_WAITING) return Promise.resolve();
    return new Promise((resolve) => this.#roomFor.push(resolve));
  }

  /** Resolves when everything pushed so far was consumed. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lets `push` note that this runs, before it can have ended.
    await undefined;
    for (
      let event = this.#waiting.shift();
      event !== undefined;
      event = this.#waiting.shift()
    ) {
      try {
        await this.#consume(event);
      } catch (error) {
        this.#onDefect(error);
      }
      if (this.#waiting.length < MAX_WAITING) {
        for (const go of this.#roomFor.splice(0)) go();
      }
    }
    this.#running = undefined;
  }
}
