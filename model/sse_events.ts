/** A message as the sequence of server-sent events that the Messages API streams. */

import {
  blockBody,
  type ModelBlock,
  type ModelMessage,
} from "./model_message.ts";

/** One server-sent event. */
export interface SseEvent {
  readonly event: string;
  /** JSON text, always on one line. */
  readonly data: string;
}

/**
 * Lists the events of a message: `message_start`, then start, deltas and stop of each
 * block, then `message_delta` and `message_stop`.
 *
 * @param nextChunkSize How many characters the next delta carries; 0 means all the rest.
 */
export function* messageEvents(
  message: ModelMessage,
  nextChunkSize: () => number,
): Generator<SseEvent> {
  yield event("message_start", {
    message: {
      id: message.id,
      type: "message",
      role: "assistant",
      model: message.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...message.usage, output_tokens: 1 },
    },
  });
  for (const [index, block] of message.content.entries()) {
    yield event("content_block_start", {
      index,
      content_block: opening(block),
    });
    for (const delta of deltas(block, nextChunkSize)) {
      yield event("content_block_delta", { index, delta });
    }
    yield event("content_block_stop", { index });
  }
  yield event("message_delta", {
    delta: { stop_reason: message.stopReason, stop_sequence: null },
    usage: message.usage,
  });
  yield event("message_stop", {});
}

/** The bytes of an event on the wire. */
export function encodeEvent(event: SseEvent): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    `event: ${event.event}\ndata: ${event.data}\n\n`,
  );
}

function event(type: string, fields: object): SseEvent {
  return { event: type, data: JSON.stringify({ type, ...fields }) };
}

function opening(block: ModelBlock): unknown {
  switch (block.type) {
    case "text":
      return { type: "text", text: "" };
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "tool_use":
      return { ...block, input: {} };
    case "other":
      return blockBody(block);
  }
}

function* deltas(
  block: ModelBlock,
  nextChunkSize: () => number,
): Generator<unknown> {
  switch (block.type) {
    case "text":
      for (const text of chunks(block.text, nextChunkSize)) {
        yield { type: "text_delta", text };
      }
      return;
    case "thinking":
      for (const thinking of chunks(block.thinking, nextChunkSize)) {
        yield { type: "thinking_delta", thinking };
      }
      yield { type: "signature_delta", signature: block.signature };
      return;
    case "tool_use":
      for (const json of chunks(JSON.stringify(block.input), nextChunkSize)) {
        yield { type: "input_json_delta", partial_json: json };
      }
      return;
    case "other":
      return;
  }
}

/** Cuts between code points, so that no half of a surrogate pair is ever sent. */
function* chunks(text: string, nextChunkSize: () => number): Generator<string> {
  const characters = [...text];
  let at = 0;
  while (at < characters.length) {
    const size = nextChunkSize() || characters.length;
    yield characters.slice(at, at + size).join("");
    at += size;
  }
}
