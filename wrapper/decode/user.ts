import { z } from "zod";
import type { CliEvent } from "@/domain/cli_event.ts";
import { type Frame, optionalText, parentToolUseId } from "./frame.ts";
import { badShape } from "./malformed.ts";

const User = z.looseObject({
  message: z.looseObject({
    content: z.union([
      z.string(),
      z.array(z.looseObject({ type: z.string() })),
    ]),
  }),
  uuid: optionalText,
  parent_tool_use_id: parentToolUseId,
  isReplay: z.boolean().optional(),
  isSynthetic: z.boolean().optional(),
  tool_use_result: z.unknown().optional(),
});

const ToolResult = z.looseObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.union([
    z.string(),
    z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  ]).nullish(),
  is_error: z.boolean().nullish(),
});

const Text = z.looseObject({ type: z.literal("text"), text: z.string() });

/**
 * Reads a frame in the user's place: the receipt of a message that we sent,
 * the results of tools, or text that somebody else put there.
 *
 * @param takeReceipt Whether a message of ours waits for its receipt under this
 * uuid: the CLI also marks the output of its own commands as replayed.
 */
export function decodeUser(
  frame: Frame,
  takeReceipt: (uuid: string) => boolean,
): CliEvent[] {
  const parsed = User.safeParse(frame);
  if (!parsed.success) return [badShape(frame)];
  const { message, uuid, isReplay, isSynthetic } = parsed.data;
  if (isReplay && uuid !== undefined && takeReceipt(uuid)) {
    return [{ kind: "message_received", uuid }];
  }
  const synthetic = isSynthetic ?? false;
  if (typeof message.content === "string") {
    return [{ kind: "user_text", text: message.content, synthetic }];
  }
  return message.content.map((block): CliEvent => {
    if (block.type === "text") {
      const { data } = Text.safeParse(block);
      if (!data) return badShape(frame);
      return { kind: "user_text", text: data.text, synthetic };
    }
    if (block.type === "tool_result") {
      const { data } = ToolResult.safeParse(block);
      if (!data) return badShape(frame);
      return {
        kind: "tool_result",
        toolUseId: data.tool_use_id,
        text: flatten(data.content ?? ""),
        isError: data.is_error ?? false,
        structured: parsed.data.tool_use_result,
        parentToolUseId: parsed.data.parent_tool_use_id,
      };
    }
    return { kind: "unknown", name: `user/${block.type}`, raw: block };
  });
}

/** The text of a result; what is no text is named in brackets. */
function flatten(
  content: string | readonly { type: string; text?: string }[],
): string {
  if (typeof content === "string") return content;
  return content.map((part) => part.text ?? `[${part.type}]`).join("\n");
}
