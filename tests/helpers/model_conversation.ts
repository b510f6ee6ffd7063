/** Conversations for tests of the scripted model's parts. */

import type { Conversation } from "@/model/conversation.ts";

/** A fresh prompt without tools, changed as the test needs it. */
export function conversationWith(
  changes: Partial<Conversation> = {},
): Conversation {
  return {
    newUser: "",
    lastUser: "",
    anyUser: "",
    system: "",
    toolOutcomes: [],
    newNote: "",
    cwd: "",
    session: "",
    model: "claude-test",
    tools: [],
    headers: new Headers(),
    stream: false,
    assistantCount: 0,
    step: 0,
    ...changes,
  };
}
