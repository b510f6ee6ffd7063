import { z } from "zod";
import type { CliEvent, ContentBlock } from "@/domain/cli_event.ts";
import { type Frame, optionalText, parentToolUseId } from "./frame.ts";
import { badShape } from "./malformed.ts";

const count = z.number().nullish().transform((value) => value ?? 0);

const Assistant = z.looseObject({
  message: z.looseObject({
    id: z.string(),
    model: z.string(),
    content: z.array(z.looseObject({ type: z.string() })),
    usage: z.looseObject({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
    }).nullish().catch(undefined),
  }),
  parent_tool_use_id: parentToolUseId,
  aborted: z.boolean().optional(),
  error: optionalText,
});

const Text = z.looseObject({ text: z.string() });
const Thinking = z.looseObject({ thinking: z.string() });
const ToolUse = z.looseObject({
  id: z.string(),
  name: z.string(),
  input: z.unknown().optional(),
});

/** Reads the finished blocks of an assistant frame; the CLI puts one in each. */
export function decodeAssistant(frame: Frame): CliEvent[] {
  const parsed = Assistant.safeParse(frame);
  if (!parsed.success) return [badShape(frame)];
  const { message, parent_tool_use_id, aborted, error } = parsed.data;
  const { usage } = message;
  const contextTokens = usage &&
    usage.input_tokens + usage.output_tokens +
      usage.cache_read_input_tokens + usage.cache_creation_input_tokens;
  return message.content.map((raw) => {
    const block = decodeBlock(raw);
    if (block === undefined) return badShape(frame);
    return {
      kind: "block_finished",
      messageId: message.id,
      model: message.model,
      block,
      parentToolUseId: parent_tool_use_id,
      aborted: aborted ?? false,
      error,
      contextTokens: contextTokens ?? undefined,
    };
  });
}

function decodeBlock(
  raw: Readonly<Record<string, unknown>> & { type: string },
): ContentBlock | undefined {
  switch (raw.type) {
    case "text": {
      const { data } = Text.safeParse(raw);
      return data && { type: "text", text: data.text };
    }
    case "thinking": {
      const { data } = Thinking.safeParse(raw);
      return data && { type: "thinking", text: data.thinking };
    }
    case "tool_use": {
      const { data } = ToolUse.safeParse(raw);
      return data &&
        { type: "tool_use", id: data.id, name: data.name, input: data.input };
    }
    default:
      return { type: "other", name: raw.type, raw };
  }
}
