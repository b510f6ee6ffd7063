import type { FleetEvent } from "@/domain/event.ts";
import { parseFrame } from "@/tests/helpers/sse_reader.ts";
import { TEST_TOKEN } from "@/tests/helpers/vamp_server.ts";

const AUTHORIZED = { authorization: `Bearer ${TEST_TOKEN}` };
/** A pause after a connection that brought nothing: perhaps nobody is there. */
const NOTHING_CAME_MS = 5;

/** What the other side may take to close a socket that is let go. */
const CLOSED_WITHIN_MS = 5_000;

/** A client that comes back whenever its connection breaks, and resumes. */
export type DroppedClient = {
  /** Every event that it got, in the order in which it did. */
  readonly log: readonly FleetEvent[];
  /** Lets go of the connection, and does not come back. */
  stop(): Promise<void>;
};

/** Follows the event stream. */
export function followSse(port: number): DroppedClient {
  return comingBack(async (log, signal) => {
    const last = log.at(-1)?.seq;
    const { body } = await fetch(
      `http://127.0.0.1:${port}/api/events?since=0`,
      {
        headers: {
          ...AUTHORIZED,
          ...(last === undefined ? {} : { "last-event-id": `${last}` }),
        },
        signal,
      },
    );
    if (!body) return;
    const pieces = body.pipeThrough(new TextDecoderStream()).getReader();
    // What ties the signal to a body that was read for long may be collected
    // (seen in Deno 2.9.6): without this it would wait for more for ever.
    const leave = () => void pieces.cancel().catch(() => {/* it broke */});
    signal.addEventListener("abort", leave);
    if (signal.aborted) leave();
    try {
      let text = "";
      for (;;) {
        const { done, value: piece } = await pieces.read();
        if (done) break;
        const blocks = (text + piece).split("\n\n");
        // What the drop leaves of the last frame does not count.
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          const frame = parseFrame(block);
          if (frame?.event === "message") log.push(frame.data);
        }
      }
    } finally {
      signal.removeEventListener("abort", leave);
    }
  });
}

/** Follows the WebSocket, event by event. */
export function followSocket(port: number): DroppedClient {
  return comingBack((log, signal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const last = log.at(-1)?.seq ?? 0;
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/ws?format=events&since=${last}`,
      { headers: AUTHORIZED } as unknown as string[],
    );
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.type === "event") log.push(message.data);
    };
    let patience: ReturnType<typeof setTimeout> | undefined;
    const leave = () => {
      socket.close();
      // Nobody may be there to answer that it is closed.
      patience = setTimeout(resolve, CLOSED_WITHIN_MS);
    };
    socket.onclose = () => {
      clearTimeout(patience);
      signal.removeEventListener("abort", leave);
      resolve();
    };
    signal.addEventListener("abort", leave);
    return promise;
  });
}

function comingBack(
  follow: (log: FleetEvent[], signal: AbortSignal) => Promise<void>,
): DroppedClient {
  const log: FleetEvent[] = [];
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      const had = log.length;
      await follow(log, signal).catch(() => {/* it broke: once more */});
      if (log.length > had) continue;
      await new Promise((resolve) => setTimeout(resolve, NOTHING_CAME_MS));
    }
  })();
  return {
    log,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
