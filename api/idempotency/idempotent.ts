import type { Context, Next } from "hono";
import type { IdempotencyStore, KeptAnswer } from "@/domain/idempotency.ts";
import { sha256 } from "../access/secrets.ts";
import { problem } from "../api_app.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;
/** Longest body that is kept; an answer with a longer one can be asked for again. */
const MAX_KEPT_CHARS = 400_000;
/** Nothing was done: the same may succeed later. */
const MAY_CHANGE: ReadonlySet<number> = new Set([408, 429, 502, 503, 507]);
const KEPT_HEADERS = ["content-type", "etag", "location"];

/**
 * Lets a POST that carries an `Idempotency-Key` be acted on once: the same
 * request again gets the same answer. The key is written down before the
 * request is acted on and its answer before that is given, so a key whose
 * answer is missing was cut off by the end of the server: that is told, and
 * nothing is done twice.
 */
export function idempotent(store: IdempotencyStore) {
  const underWay = new Set<string>();

  return async function onlyOnce(c: Context, next: Next) {
    const key = c.req.header("idempotency-key");
    // A sign-in has a secret in it and a cookie in its answer: neither is kept.
    const isKeyed = c.req.method === "POST" &&
      !c.req.path.startsWith("/api/auth/");
    if (key === undefined || !isKeyed) return await next();
    if (!KEY.test(key)) {
      const message = "takes 1 to 255 visible characters of ASCII";
      return problem(c, "invalid_request", `idempotency-key: ${message}`, [
        { path: "idempotency-key", message },
      ]);
    }
    const name = await sha256(key);
    if (underWay.has(name)) return inFlight(c);
    underWay.add(name);
    try {
      return await once(c, next, name);
    } finally {
      underWay.delete(name);
    }
  };

  async function once(c: Context, next: Next, name: string) {
    const { pathname, search } = new URL(c.req.url);
    const fingerprint = await sha256(
      `${c.req.method} ${pathname}${search}\n${await c.req.text()}`,
    );
    const known = await store.take(name, fingerprint);
    if (known && known.fingerprint !== fingerprint) return reused(c);
    if (known) return known.answer ? replayed(known.answer) : unknown(c);
    try {
      await next();
    } catch (error) {
      await store.release(name);
      throw error;
    }
    const body = await c.res.clone().text();
    const { status } = c.res;
    if (MAY_CHANGE.has(status) || body.length > MAX_KEPT_CHARS) {
      return await store.release(name);
    }
    const headers = KEPT_HEADERS.flatMap((header) => {
      const value = c.res.headers.get(header);
      return value === null ? [] : [[header, value] as [string, string]];
    });
    await store.keep(name, { status, headers, body });
  }
}

function replayed({ status, headers, body }: KeptAnswer): Response {
  return new Response(body, {
    status,
    headers: [...headers, ["idempotency-replayed", "true"]],
  });
}

function inFlight(c: Context): Response {
  const answer = problem(
    c,
    "idempotency_in_flight",
    "Cannot answer yet: a request with the same Idempotency-Key is being answered",
  );
  answer.headers.set("retry-after", "1");
  return answer;
}

function reused(c: Context): Response {
  return problem(
    c,
    "idempotency_key_reused",
    "Cannot answer: the Idempotency-Key was sent with another request before",
  );
}

function unknown(c: Context): Response {
  return problem(
    c,
    "idempotency_unknown",
    "Cannot tell what became of the first request with this Idempotency-Key: the server ended while it was being answered. Look, and send it with a new key if it was not done",
  );
}
