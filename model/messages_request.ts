/** The parts of a Messages API request that a script can look at. */

import { z } from "zod";

const ContentBlock = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
});

const Content = z.union([z.string(), z.array(ContentBlock)]);

const ToolResult = z.looseObject({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: Content.optional(),
  is_error: z.boolean().nullish(),
});

/** A request to `/v1/messages`, as far as the scripted model reads it. */
export const MessagesRequest = z.looseObject({
  model: z.string().default("scripted"),
  messages: z.array(z.looseObject({ role: z.string(), content: Content })),
  system: Content.optional(),
  stream: z.boolean().default(false),
  tools: z.array(z.looseObject({ name: z.string().optional() })).default([]),
  metadata: z.looseObject({ user_id: z.string().optional() }).nullish(),
});

/** A checked request. */
export type MessagesRequest = z.output<typeof MessagesRequest>;
type Content = z.output<typeof Content>;

/** One result that a tool gave back to the model. */
export interface ToolOutcome {
  readonly text: string;
  readonly isError: boolean;
}

/** The text blocks of a content, joined by newlines, other blocks left out. */
export function textOf(content: Content | undefined): string {
  if (content === undefined) return "";
  if (typeof content === "string") return content;
  return content.flatMap((block) =>
    block.type === "text" && block.text !== undefined ? [block.text] : []
  ).join("\n");
}

/** What a person typed: the text without the reminders that the CLI wraps around it. */
export function typedText(content: Content): string {
  return textOf(content)
    .replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, "")
    .trim();
}

/** The tool results in a content, in order. */
export function toolOutcomes(content: Content): readonly ToolOutcome[] {
  if (typeof content === "string") return [];
  return content.flatMap((block) => {
    const result = ToolResult.safeParse(block);
    if (!result.success) return [];
    return [{
      text: textOf(result.data.content),
      isError: result.data.is_error === true,
    }];
  });
}
