/** Answers whose connection breaks before they are complete. */

/** Longer than any answer: a body that ends before it makes the server drop the connection. */
const PROMISED_BYTES = 2 ** 30;

/**
 * Makes an answer that loses its connection when the body ends.
 *
 * `Deno.serve` has no call to drop a connection. A body shorter than its announced length
 * has that effect, without the error output that a failing stream causes.
 */
export function droppedResponse(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  headers: HeadersInit = {},
): Response {
  const all = new Headers(headers);
  all.set("content-length", String(PROMISED_BYTES));
  return new Response(body, { headers: all });
}

/** A body without a single byte. */
export function emptyBody(): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({ start: (controller) => controller.close() });
}
