const encoder = new TextEncoder();

/**
 * One frame of an event stream, in bytes. `data` is JSON, which holds no line
 * break, so one `data:` line is enough.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function sseFrame(
  frame: {
    readonly event?: string;
    readonly id?: number;
    readonly data: unknown;
  },
): Uint8Array {
  const event = frame.event ? `event: ${frame.event}\n` : "";
  const id = frame.id === undefined ? "" : `id: ${frame.id}\n`;
  return encoder.encode(
    `${event}${id}data: ${JSON.stringify(frame.data)}\n\n`,
  );
}

/** The first bytes of a stream: how long a browser waits before it comes back. */
export function sseGreeting(retryMs: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\n\n`);
}
