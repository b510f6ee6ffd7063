/** Writes a message as an SSE body at the pace, and with the faults, that a reply asks for. */

import type { ModelMessage } from "./model_message.ts";
import { pause } from "./pause.ts";
import type { Pacing, StreamFaults } from "./reply_plan.ts";
import { draw } from "./seeded_random.ts";
import { encodeEvent, messageEvents, type SseEvent } from "./sse_events.ts";

/** What to stream and how. */
export interface StreamPlan {
  readonly delayMs: number;
  readonly message: ModelMessage;
  readonly pacing: Pacing;
  readonly faults: StreamFaults;
}

const CUT_SHORT = '{"type":"content_block_delta","index":0,"delta":{"type":"te';

/** Yields the bytes of each event when its time has come; throws the signal's reason when that aborts. */
export async function* playEvents(
  plan: StreamPlan,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const { faults, pacing } = plan;
  const stopAfter = Math.min(
    faults.cutAfter ?? Infinity,
    faults.endAfter ?? Infinity,
  );
  const events = messageEvents(
    plan.message,
    () => draw(pacing.chunkSize, pacing.random),
  );

  await pause(plan.delayMs, signal);
  let index = 0;
  for (const event of events) {
    if (index === stopAfter) return;
    if (index === faults.stallAfter) await pause(Infinity, signal);
    if (event.event === "content_block_delta") {
      await pause(draw(pacing.chunkDelayMs, pacing.random), signal);
    }
    if (index === faults.errorAt) {
      yield encodeEvent({ event: "error", data: faults.errorBody });
      return;
    }
    yield encodeEvent(index === faults.malformedAt ? broken(event) : event);
    index++;
  }
}

/**
 * Makes a response body of byte chunks. Work stops when the client goes away (the body is
 * cancelled) and when `closing` aborts (the body ends early).
 */
export function streamBody(
  play: (signal: AbortSignal) => AsyncGenerator<Uint8Array<ArrayBuffer>>,
  closing: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stop = new AbortController();
  const onClosing = () => stop.abort();
  if (closing.aborted) stop.abort();
  closing.addEventListener("abort", onClosing);
  const release = () => closing.removeEventListener("abort", onClosing);
  const chunks = play(stop.signal);
  let left = false;

  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (!next.done) return controller.enqueue(next.value);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      }
      release();
      if (!left) controller.close();
    },
    cancel() {
      left = true;
      release();
      stop.abort();
    },
  }, { highWaterMark: 0 });
}

function broken(event: SseEvent): SseEvent {
  return { event: event.event, data: CUT_SHORT };
}
