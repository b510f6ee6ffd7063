import type { Message, MessageKind } from "@/domain/message.ts";
import { formatExact } from "../format.ts";
import type { Status } from "../status.ts";

/** How far a message got, as a chip shows it. */
export function deliveryStatus({ delivery }: Message): Status {
  const evidence = `since ${formatExact(delivery.since)}`;
  switch (delivery.status) {
    case "queued":
      return { look: "queued", word: "Queued", reason: "", evidence };
    case "delivered":
      return {
        look: "done",
        word: "Delivered",
        reason: `at turn ${delivery.turn}`,
        evidence,
      };
    case "superseded":
      return {
        look: "cancelled",
        word: "Superseded",
        reason: delivery.reason,
        evidence,
      };
  }
}

const KINDS: Readonly<Record<MessageKind, string>> = {
  note: "note",
  question: "question",
  answer: "answer",
  check_in: "check-in",
};

/** What a kind of message is called. */
export function kindName(kind: MessageKind): string {
  return KINDS[kind];
}

/** What a message is; of a question, whether it has its answer. */
export function kindWords({ kind, answered_at }: Message): string {
  if (kind !== "question") return KINDS[kind];
  return answered_at === null ? "question, open" : "question, answered";
}
