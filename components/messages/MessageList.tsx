import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { Age } from "../Age.tsx";
import { AgentLink } from "../AgentLink.tsx";
import { isCut } from "../lean.ts";
import { StatusChip } from "../StatusChip.tsx";
import { deliveryStatus, kindWords } from "./delivery_look.ts";

type MessageListProps = {
  readonly messages: readonly Message[];
  readonly fleet: Fleet;
  readonly now: number;
  /** Whether each says which task it is about. */
  readonly withTask?: boolean;
};

/** Messages between agents and from the person, with how far each got. */
export function MessageList(
  { messages, fleet, now, withTask = false }: MessageListProps,
) {
  return (
    <ol class="messages">
      {messages.map((message) => (
        <li class="message" key={message.id}>
          <div class="message-head">
            <span class="message-who">
              <AgentLink
                id={message.from_agent_id}
                fleet={fleet}
                nobody="You"
              />{" "}
              <span aria-hidden="true">→</span>
              <span class="sr-only">to</span>{" "}
              <AgentLink id={message.to_agent_id} fleet={fleet} />
            </span>
            <span class="tag">{kindWords(message)}</span>
            {message.urgent && <span class="tag">urgent</span>}
            <StatusChip status={deliveryStatus(message)} />
            <span class="message-age meta">
              <Age since={message.created_at} now={now} />
            </span>
          </div>
          <div class="prose-text">{message.text.text}</div>
          {isCut(message.text) && (
            <p class="meta">The API has the whole of it.</p>
          )}
          {withTask && message.task_id !== null && (
            <p class="meta">
              About{" "}
              <a href={`/tasks/${message.task_id}`}>
                {fleet.tasks[message.task_id]?.title ?? "an earlier task"}
              </a>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
