import type { AgentId } from "./ids.ts";
import type { Message } from "./message.ts";
import type { Outcome } from "./platform.ts";

/** What a person may tell an agent; what was told is in the fleet and in the history. */
export interface MessageCommands {
  /**
   * Puts a message in the agent's way: it comes with its next turn, or at once
   * when it is urgent. Where the agent waits for an answer to a question, this
   * is the answer. Durable when it resolves; sent again, it is another message.
   *
   * @param text At most `MAX_MESSAGE_CHARS` characters.
   */
  sendMessage(
    to: AgentId,
    text: string,
    urgent: boolean,
  ): Promise<Outcome<Message>>;
}
