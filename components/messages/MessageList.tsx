import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { MessageItem } from "./MessageItem.tsx";
import { causeOf } from "./threads.ts";

type MessageListProps = {
  readonly messages: readonly Message[];
  readonly fleet: Fleet;
  readonly now: number;
  /** Whether each says which task it is about. */
  readonly withTask?: boolean;
  /** Whether links may lead to them: in one list of a page. */
  readonly anchored?: boolean;
};

/** Messages between agents and from the person, with how far each got. */
export function MessageList(
  { messages, fleet, now, withTask = false, anchored = false }:
    MessageListProps,
) {
  return (
    <ol class="messages">
      {messages.map((message) => (
        <MessageItem
          key={message.id}
          message={message}
          fleet={fleet}
          now={now}
          withTask={withTask}
          anchored={anchored}
          cause={causeOf(message, messages)}
        />
      ))}
    </ol>
  );
}
