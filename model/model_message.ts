/** The assistant message that a reply describes. */

import type { MessagesRequest } from "./messages_request.ts";
import type { ReplyFields } from "./script_schema.ts";
import type { SeededRandom } from "./seeded_random.ts";
import {
  fillTemplate,
  fillTemplates,
  type TemplateScope,
} from "./templates.ts";
import { estimateUsage, type Usage } from "./usage.ts";

/** One block of content; blocks of kinds not listed are passed on as the script wrote them. */
export type ModelBlock =
  | { readonly type: "text"; readonly text: string }
  | {
    readonly type: "thinking";
    readonly thinking: string;
    readonly signature: string;
  }
  | {
    readonly type: "tool_use";
    readonly id: string;
    readonly name: string;
    readonly input: unknown;
  }
  | { readonly type: "other"; readonly block: unknown };

/** A whole assistant message. */
export interface ModelMessage {
  readonly id: string;
  readonly model: string;
  readonly content: readonly ModelBlock[];
  readonly stopReason: string;
  readonly usage: Usage;
}

const ID_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** Builds the message: thinking, text, tool calls and raw blocks, in that order. */
export function buildMessage(
  reply: ReplyFields,
  request: MessagesRequest,
  scope: TemplateScope,
): ModelMessage {
  const { random } = scope;
  const id = `msg_${random.text(24, ID_ALPHABET)}`;
  const calls = [...(reply.tool ? [reply.tool] : []), ...(reply.tools ?? [])];
  const content = [
    ...(reply.thinking === undefined ? [] : [{
      type: "thinking" as const,
      thinking: fillTemplate(reply.thinking, scope),
      signature: signature(random),
    }]),
    ...(reply.text === undefined
      ? []
      : [{ type: "text" as const, text: fillTemplate(reply.text, scope) }]),
    ...calls.map((call) => ({
      type: "tool_use" as const,
      id: call.id ?? toolUseId(random),
      name: call.name,
      input: fillTemplates(call.input, scope),
    })),
    ...(reply.blocks ?? []).map((block) => toModelBlock(block, scope)),
  ];
  const callsTool = content.some((block) => block.type === "tool_use");
  return {
    id,
    model: reply.model ?? request.model,
    content,
    stopReason: reply.stop_reason ?? (callsTool ? "tool_use" : "end_turn"),
    usage: {
      ...estimateUsage(request, content.map(blockBody)),
      ...reply.usage,
    },
  };
}

/** A block as it stands in a JSON answer. */
export function blockBody(block: ModelBlock): unknown {
  return block.type === "other" ? block.block : block;
}

/** The message as it stands in a JSON answer. */
export function messageBody(message: ModelMessage): unknown {
  return {
    id: message.id,
    type: "message",
    role: "assistant",
    model: message.model,
    content: message.content.map(blockBody),
    stop_reason: message.stopReason,
    stop_sequence: null,
    usage: message.usage,
  };
}

function toModelBlock(
  written: Readonly<Record<string, unknown>>,
  scope: TemplateScope,
): ModelBlock {
  const block = fillTemplates(written, scope) as Record<string, unknown>;
  switch (block.type) {
    case "text":
      return { type: "text", text: String(block.text ?? "") };
    case "thinking":
      return {
        type: "thinking",
        thinking: String(block.thinking ?? ""),
        signature: String(block.signature ?? signature(scope.random)),
      };
    case "tool_use":
      return {
        type: "tool_use",
        id: String(block.id ?? toolUseId(scope.random)),
        name: String(block.name ?? ""),
        input: block.input ?? {},
      };
    default:
      return { type: "other", block };
  }
}

function toolUseId(random: SeededRandom): string {
  return `toolu_${random.text(24, ID_ALPHABET)}`;
}

/** Real signatures are opaque; this one only has to be non-empty Base64. */
function signature(random: SeededRandom): string {
  return btoa(random.text(24, ID_ALPHABET));
}
