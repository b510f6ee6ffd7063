import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { decodeAssistant } from "./assistant.ts";
import { type Frame, frameName } from "./frame.ts";
import { badShape } from "./malformed.ts";
import { decodeResult } from "./result.ts";
import { StreamEventDecoder } from "./stream_event.ts";
import { decodeSystem } from "./system.ts";
import { decodeUser } from "./user.ts";

const Lifecycle = z.looseObject({
  command_uuid: z.string(),
  state: z.enum(["queued", "started", "completed", "cancelled"]),
});

const ToolProgress = z.looseObject({
  tool_use_id: z.string(),
  parent_tool_use_id: z.string().nullish(),
  tool_name: z.string(),
  elapsed_time_seconds: z.number(),
  heartbeat: z.boolean().optional(),
});

/**
 * Turns the frames of one process into events, in their order. Never throws:
 * a frame of a known type with another shape becomes `malformed`, one that
 * nobody knows becomes `unknown`. Frames of the control protocol are the
 * control channel's and are not given to it.
 */
export class Decoder {
  readonly #takeReceipt: (uuid: string) => boolean;
  readonly #stream = new StreamEventDecoder();

  /** @param takeReceipt Whether a message of ours waits for its receipt under this uuid; from then on it does not. */
  constructor(takeReceipt: (uuid: string) => boolean) {
    this.#takeReceipt = takeReceipt;
  }

  decode(frame: Frame): CliEvent[] {
    switch (frame.type) {
      case "system":
        return decodeSystem(frame);
      case "assistant":
        return decodeAssistant(frame);
      case "user":
        return decodeUser(frame, this.#takeReceipt);
      case "result":
        return decodeResult(frame);
      case "stream_event":
        return this.#stream.decode(frame);
      case "command_lifecycle":
        return [decodeLifecycle(frame)];
      case "tool_progress":
        return [decodeToolProgress(frame)];
      case "rate_limit_event":
        return [{ kind: "rate_limit", raw: frame.rate_limit_info ?? frame }];
      case "keep_alive":
        return [];
      default:
        return [{ kind: "unknown", name: frameName(frame), raw: frame }];
    }
  }
}

function decodeLifecycle(frame: Frame): CliEvent {
  const { data } = Lifecycle.safeParse(frame);
  if (!data) return badShape(frame);
  return { kind: "message_state", uuid: data.command_uuid, state: data.state };
}

function decodeToolProgress(frame: Frame): CliEvent {
  const { data } = ToolProgress.safeParse(frame);
  if (!data) return badShape(frame);
  // A heartbeat carries a made-up id; the tool's own is in the parent's field.
  const toolUseId = data.heartbeat
    ? data.parent_tool_use_id ?? data.tool_use_id
    : data.tool_use_id;
  return {
    kind: "tool_heartbeat",
    toolUseId,
    toolName: data.tool_name,
    elapsedMs: data.elapsed_time_seconds * 1000,
  };
}
