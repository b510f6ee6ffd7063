/** What the model was asked, kept for tests and for `GET /__requests`. */

/** One request that reached the model. */
export interface RecordedRequest {
  /** Counts up from 1 over the life of the model. */
  readonly index: number;
  readonly method: string;
  readonly path: string;
  /** Header names in lower case; credentials are replaced by `***`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text when it is not JSON, or null without a body. */
  readonly body: unknown;
  /** The rule that answered, or null when no rule was asked. */
  readonly rule: string | null;
}

interface Waiter {
  readonly predicate: (request: RecordedRequest) => boolean;
  readonly resolve: (request: RecordedRequest) => void;
  readonly reject: (reason: Error) => void;
}

/** A list of the newest requests that can be awaited. */
export class RequestRecord {
  readonly #waiters = new Set<Waiter>();
  #requests: readonly RecordedRequest[] = [];
  #count = 0;

  /** @param capacity How many requests are kept; older ones are forgotten. */
  constructor(readonly capacity: number) {}

  /** The kept requests, newest last. */
  get all(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** Keeps a request and wakes those who wait for one like it. */
  add(request: Omit<RecordedRequest, "index">): RecordedRequest {
    const kept = { index: ++this.#count, ...request };
    this.#requests = [...this.#requests, kept].slice(-this.capacity);
    for (const waiter of this.#waiters) {
      if (waiter.predicate(kept)) waiter.resolve(kept);
    }
    return kept;
  }

  /**
   * Waits for a request; one that came already counts.
   *
   * @throws Error with the number of requests seen, when the deadline passes or the model closes.
   */
  async waitFor(
    predicate: (request: RecordedRequest) => boolean,
    deadlineMs: number,
  ): Promise<RecordedRequest> {
    const seen = this.#requests.find(predicate);
    if (seen) return seen;
    const { promise, resolve, reject } = Promise.withResolvers<
      RecordedRequest
    >();
    const waiter = { predicate, resolve, reject };
    const timer = setTimeout(
      () => reject(this.#failure(`none within ${deadlineMs} ms`)),
      deadlineMs,
    );
    this.#waiters.add(waiter);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  /** Ends all waiting. */
  close(): void {
    for (const waiter of this.#waiters) {
      waiter.reject(this.#failure("the model was closed"));
    }
  }

  #failure(state: string): Error {
    return new Error(
      `Cannot find awaited request: ${state}, ${this.#count} others came`,
    );
  }
}

const SECRET_HEADERS = new Set([
  "authorization",
  "cookie",
  "proxy-authorization",
  "x-api-key",
]);

/** Headers as they may be kept: credentials are not. */
export function keptHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map((
      [name, value],
    ) => [name, SECRET_HEADERS.has(name) ? "***" : value]),
  );
}
