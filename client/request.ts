import type { CallOptions, ClientOptions } from "./options.ts";
import { errorOf, VampError } from "./vamp_error.ts";
import { backoffMs, wait } from "./wait.ts";

/** One call of the API. */
export type Call = CallOptions & {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/`, escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
};

/** Makes calls, and gives what they are answered. */
export type Send = <T>(call: Call) => Promise<T>;

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_RETRIES = 2;
const PAUSES = { firstMs: 200, longestMs: 5_000 } as const;
const LONGEST_RETRY_AFTER_MS = 30_000;
/** Our own earlier try is still being answered: it needs patience, no try. */
const IN_FLIGHT = "idempotency_in_flight";
const MOST_LOOKS_AT_OWN = 60;
/** Refusals that pass by themselves. */
const PASSING_CODES: ReadonlySet<string> = new Set([
  "rate_limited",
  "server_stopping",
  "store_unavailable",
  IN_FLIGHT,
]);
/** What a proxy says of a server that is not there; ours always has a code. */
const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Makes the function that all calls go through. Every POST carries an
 * idempotency key and the other methods may be repeated as they are, so a call
 * whose answer was lost is tried again and yet done once. While an earlier try
 * of it is still being answered it asks on, for about a minute.
 */
export function sender(options: ClientOptions): Send {
  const retries = options.retries ?? DEFAULT_RETRIES;
  const pause = options.wait ?? wait;
  return async function send<T>(call: Call): Promise<T> {
    const key = call.method === "POST"
      ? call.idempotencyKey ?? crypto.randomUUID()
      : undefined;
    let wasLost = false;
    let looks = 0;
    for (let attempt = 1;;) {
      const result = await tryOnce<T>(options, call, key);
      if (result.ok) return result.value;
      wasLost ||= !result.wasAnswered;
      const isOwn = result.error.code === IN_FLIGHT && wasLost &&
        ++looks <= MOST_LOOKS_AT_OWN;
      if (!result.passes || (!isOwn && attempt > retries)) throw result.error;
      await pause(
        result.retryAfterMs ?? backoffMs(attempt, PAUSES),
        call.signal,
      );
      if (!isOwn) attempt++;
    }
  };
}

type Try<T> =
  | { readonly ok: true; readonly value: T }
  | {
    readonly ok: false;
    readonly error: VampError;
    /** Whether the server said something: else it may be at it still. */
    readonly wasAnswered: boolean;
    /** It may be well the next time. */
    readonly passes: boolean;
    readonly retryAfterMs?: number | undefined;
  };

async function tryOnce<T>(
  options: ClientOptions,
  call: Call,
  key: string | undefined,
): Promise<Try<T>> {
  call.signal?.throwIfAborted();
  const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = call.signal
    ? AbortSignal.any([call.signal, timeout])
    : timeout;
  try {
    const answer = await (options.fetch ?? fetch)(
      addressOf(options.url, call),
      {
        method: call.method,
        headers: headersOf(options, call, key),
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal,
      },
    );
    if (answer.ok) return { ok: true, value: await answer.json() as T };
    const error = await errorOf(answer);
    return {
      ok: false,
      error,
      wasAnswered: true,
      passes: PASSING_CODES.has(error.code) ||
        (error.code === "bad_answer" && PASSING_STATUSES.has(answer.status)),
      retryAfterMs: retryAfterMs(answer),
    };
  } catch (error) {
    if (call.signal?.aborted) throw call.signal.reason;
    return {
      ok: false,
      error: lostAnswer(error, timeout.aborted, options.url, timeoutMs),
      wasAnswered: false,
      passes: true,
    };
  }
}

/** The whole address of a call. */
export function addressOf(
  url: string,
  { path, query = {} }: Pick<Call, "path" | "query">,
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  );
  const words = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
  return `${url.replace(/\/+$/, "")}/api/${path}${words}`;
}

/** The headers that say who asks. */
export function signedIn(
  { token }: Pick<ClientOptions, "token">,
): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function headersOf(
  options: ClientOptions,
  { method }: Call,
  key: string | undefined,
): Record<string, string> {
  return {
    accept: "application/json",
    ...signedIn(options),
    // Also without a body: no form of another site can send this type.
    ...method === "GET" ? {} : { "content-type": "application/json" },
    ...key === undefined ? {} : { "idempotency-key": key },
  };
}

function retryAfterMs(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds * 1_000, LONGEST_RETRY_AFTER_MS)
    : undefined;
}

function lostAnswer(
  cause: unknown,
  timedOut: boolean,
  url: string,
  timeoutMs: number,
): VampError {
  return timedOut
    ? new VampError(
      "timed_out",
      `Cannot call "${url}": no answer within ${timeoutMs} ms`,
      { cause },
    )
    : new VampError(
      "unreachable",
      `Cannot call "${url}": the server does not answer`,
      { cause },
    );
}
