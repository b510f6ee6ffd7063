/** How the server is reached. */
export type ClientOptions = {
  /** `http://127.0.0.1:4005`; in a page of the server itself, its own origin. */
  readonly url: string;
  /** Sent as a bearer token. Pages that are signed in need none. */
  readonly token?: string;
  /** Milliseconds that one try of a call may take; 30,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** Further tries of a call that may safely be repeated; 2 unless said otherwise. */
  readonly retries?: number;
  /** In place of the runtime's own `fetch`. */
  readonly fetch?: typeof fetch;
  /** Waits between tries; tests put a clock of their own here. */
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** What every call takes beside its own parameters. */
export type CallOptions = {
  /** Ends the call; it throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds that one try may take. */
  readonly timeoutMs?: number;
  /**
   * Names a command, so that the server carries it out once however often it
   * arrives. Without it the client makes one for each call.
   */
  readonly idempotencyKey?: string;
};
