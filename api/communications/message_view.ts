import { z } from "@hono/zod-openapi";
import { Message } from "@/domain/message.ts";

/** A message as programs see it. */
export const MessageView = Message.omit({ updated_seq: true }).extend({
  text: z.string(),
}).openapi("Message");
export type MessageView = z.infer<typeof MessageView>;

/** Gives the message as programs see it. */
export function messageView(
  { updated_seq: _, text, ...message }: Message,
): MessageView {
  return { ...message, text: text.text };
}
