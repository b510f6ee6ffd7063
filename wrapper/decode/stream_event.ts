import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { type Frame, optionalText, parentToolUseId } from "./frame.ts";
import { badShape } from "./malformed.ts";

const StreamEvent = z.looseObject({
  event: z.looseObject({ type: z.string() }),
  parent_tool_use_id: parentToolUseId,
  api_message_id: optionalText,
  abandoned_blocks: z.looseObject({ api_message_id: z.string() }).nullish(),
});

const MessageStart = z.looseObject({
  message: z.looseObject({ id: z.string() }),
});

const Delta = z.looseObject({
  index: z.int().nonnegative(),
  delta: z.looseObject({ type: z.string() }),
});

/** The kinds of delta that carry text, and the field that holds it. */
const TEXT_OF = {
  text_delta: { of: "text", field: "text" },
  thinking_delta: { of: "thinking", field: "thinking" },
  input_json_delta: { of: "tool_input", field: "partial_json" },
} as const;

/** Parts of a stream that say nothing a finished block does not say. */
const SILENT_EVENTS = new Set([
  "message_start",
  "message_delta",
  "message_stop",
  "content_block_start",
  "content_block_stop",
  "ping",
]);
const SILENT_DELTAS = new Set(["signature_delta", "citations_delta"]);

/**
 * Reads the live pieces of messages. Remembers which message each stream is
 * in the middle of: the main one, and one for every subagent.
 */
export class StreamEventDecoder {
  readonly #current = new Map<string | undefined, string>();

  decode(frame: Frame): CliEvent[] {
    const parsed = StreamEvent.safeParse(frame);
    if (!parsed.success) return [badShape(frame)];
    const { event, parent_tool_use_id: parent, api_message_id } = parsed.data;
    if (event.type === "message_start") {
      const start = MessageStart.safeParse(event);
      if (!start.success) return [badShape(frame)];
      this.#current.set(parent, start.data.message.id);
    }
    const messageId = api_message_id ?? this.#current.get(parent);
    if (event.type === "message_stop") this.#current.delete(parent);
    if (parsed.data.abandoned_blocks) {
      const messageId = parsed.data.abandoned_blocks.api_message_id;
      return [{ kind: "stream_abandoned", messageId }];
    }
    if (SILENT_EVENTS.has(event.type)) return [];
    if (event.type !== "content_block_delta") {
      const name = `stream_event/${event.type}`;
      return [{ kind: "unknown", name, raw: frame }];
    }
    const delta = Delta.safeParse(event);
    if (!delta.success || messageId === undefined) return [badShape(frame)];
    return decodeDelta(frame, messageId, parent, delta.data);
  }
}

function decodeDelta(
  frame: Frame,
  messageId: string,
  parentToolUseId: string | undefined,
  { index, delta }: z.infer<typeof Delta>,
): CliEvent[] {
  if (SILENT_DELTAS.has(delta.type)) return [];
  if (!isTextDelta(delta.type)) {
    return [{
      kind: "unknown",
      name: `stream_event/${delta.type}`,
      raw: frame,
    }];
  }
  const { of, field } = TEXT_OF[delta.type];
  const text = delta[field];
  if (typeof text !== "string") return [badShape(frame)];
  if (text === "") return [];
  return [
    { kind: "delta", messageId, blockIndex: index, of, text, parentToolUseId },
  ];
}

function isTextDelta(type: string): type is keyof typeof TEXT_OF {
  return Object.hasOwn(TEXT_OF, type);
}
