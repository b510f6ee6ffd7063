import type { Message } from "@/domain/message.ts";
import { Age } from "../Age.tsx";
import { formatDuration } from "../format.ts";
import { MESSAGES_TEXT as TEXT } from "../text/messages_text.ts";

type DeliveryLineProps = {
  readonly message: Message;
  readonly now: number;
  /** Whether the page has places of messages to lead to. */
  readonly anchored: boolean;
};

/** The way of a message so far, and how long each step took. */
export function DeliveryLine({ message, now, anchored }: DeliveryLineProps) {
  const { delivery, created_at } = message;
  const span = formatDuration(
    Date.parse(delivery.since) - Date.parse(created_at),
  );
  switch (delivery.status) {
    case "queued":
      return (
        <span>
          {TEXT.waits} <Age since={created_at} now={now} />
        </span>
      );
    case "delivered":
      return <span>{TEXT.waited(delivery.turn, span)}</span>;
    case "superseded":
      return (
        <span>
          {TEXT.superseded(span)} {delivery.by === null || !anchored
            ? delivery.reason
            : <a href={`#message-${delivery.by}`}>{TEXT.newer}</a>}
        </span>
      );
  }
}
