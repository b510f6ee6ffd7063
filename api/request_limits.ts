import type { Context, Next } from "hono";
import { callerOf, keepCaller } from "./access/caller.ts";
import { problem } from "./api_app.ts";
import { readBody } from "./read_body.ts";
import { keepRequestId } from "./request_id.ts";

export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_ADDRESS_CHARS = 8 * 1024;
/** How long a body may take to come in, as a whole. */
const BODY_MS = 10_000;

/** Refuses an address or headers that no program of good will sends. */
export async function checkHeaders(c: Context, next: Next) {
  if (c.req.url.length > MAX_ADDRESS_CHARS) {
    return problem(
      c,
      "address_too_long",
      `The address takes at most ${MAX_ADDRESS_CHARS} characters`,
    );
  }
  let size = 0;
  for (const [name, value] of c.req.raw.headers) {
    size += name.length + value.length;
  }
  if (size <= MAX_HEADER_BYTES) return await next();
  return problem(
    c,
    "headers_too_large",
    `The headers take at most ${MAX_HEADER_BYTES} bytes`,
  );
}

/**
 * Reads the body before anybody looks at it, so that nobody waits for one that
 * comes too slowly, and goes on with a request that has it.
 */
export function takeBody(deadlineMs = BODY_MS) {
  return async function bodyTaken(c: Context, next: Next) {
    const came = c.req.raw;
    if (came.body === null) return await next();
    const read = await readBody(came, { maxBytes: MAX_BODY_BYTES, deadlineMs });
    switch (read.kind) {
      case "too_large":
        return problem(
          c,
          "body_too_large",
          `The body takes at most ${MAX_BODY_BYTES} bytes`,
        );
      case "too_slow":
        return problem(
          c,
          "body_too_slow",
          `The body takes at most ${deadlineMs} ms to come`,
        );
      case "broken_off":
        return problem(c, "invalid_request", "The body broke off");
      case "read": {
        const { method, headers, signal } = came;
        const whole = new Request(came.url, {
          method,
          headers,
          signal,
          body: read.bytes,
        });
        keepRequestId(came, whole);
        const caller = callerOf(came);
        if (caller) keepCaller(whole, caller);
        c.req.raw = whole;
        return await next();
      }
    }
  };
}
