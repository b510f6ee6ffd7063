import type { FleetEvent } from "@/domain/event.ts";

const encoder = new TextEncoder();
const encoded = new WeakMap<FleetEvent, Uint8Array>();

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

/**
 * One event of the log as a frame; its `seq` is the id to resume after. It is
 * encoded once, for all who hear it, for as long as the event is in memory.
 */
export function eventFrame(event: FleetEvent): Uint8Array {
  let bytes = encoded.get(event);
  if (!bytes) {
    bytes = sseFrame({ id: event.seq, data: event });
    encoded.set(event, bytes);
  }
  return bytes;
}

/** The frames one after the other, as one piece. */
export function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [first] = frames;
  if (first && frames.length === 1) return first;
  const length = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.byteLength;
  }
  return bytes;
}

/** The first bytes of a stream: how long a browser waits before it comes back. */
export function sseGreeting(retryMs: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\n\n`);
}
