import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { Age } from "../Age.tsx";
import { AgentLink } from "../AgentLink.tsx";
import { isCut } from "@/domain/lean_fleet.ts";
import { StatusChip } from "../StatusChip.tsx";
import { MESSAGES_TEXT as TEXT } from "../text/messages_text.ts";
import { CauseLine } from "./CauseLine.tsx";
import { deliveryStatus, kindWords } from "./delivery_look.ts";
import { DeliveryLine } from "./DeliveryLine.tsx";
import type { Cause } from "./threads.ts";

type MessageItemProps = {
  readonly message: Message;
  readonly fleet: Fleet;
  readonly now: number;
  /** Whether it says which task it is about. */
  readonly withTask?: boolean;
  readonly cause?: Cause | undefined;
  /** Whether links may lead to it: once on a page. */
  readonly anchored?: boolean;
};

/** One message: who to whom, what, why, and how far it got. */
export function MessageItem(
  { message, fleet, now, withTask = false, cause, anchored = false }:
    MessageItemProps,
) {
  return (
    <li
      class="message"
      id={anchored ? `message-${message.id}` : undefined}
      tabIndex={anchored ? -1 : undefined}
    >
      <div class="message-head">
        <span class="message-who">
          <AgentLink
            id={message.from_agent_id}
            fleet={fleet}
            nobody={TEXT.you}
          />{" "}
          <span aria-hidden="true">→</span>
          <span class="sr-only">{TEXT.toWhom}</span>{" "}
          <AgentLink id={message.to_agent_id} fleet={fleet} />
        </span>
        <span class="tag">{kindWords(message)}</span>
        {message.urgent && <span class="tag">{TEXT.urgent}</span>}
        <StatusChip status={deliveryStatus(message)} />
        <span class="message-age meta">
          <Age since={message.created_at} now={now} />
        </span>
      </div>
      <div class="prose-text">{message.text.text}</div>
      {isCut(message.text) && <p class="meta">{TEXT.whole}</p>}
      <p class="message-foot meta">
        <DeliveryLine message={message} now={now} anchored={anchored} />
        {cause && <CauseLine cause={cause} fleet={fleet} anchored={anchored} />}
        {withTask && message.task_id !== null && (
          <span>
            {TEXT.about}{" "}
            <a href={`/tasks/${message.task_id}`}>
              {fleet.tasks[message.task_id]?.title ?? TEXT.earlierTask}
            </a>
          </span>
        )}
      </p>
    </li>
  );
}
