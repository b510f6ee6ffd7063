import type { Message } from "./message.ts";

/** Waits for its receiver. */
export function isQueued(message: Message): boolean {
  return message.delivery.status === "queued";
}

/** Waits for nothing any more: neither its receiver nor an answer. */
export function isMessageOver(message: Message): boolean {
  const isOpenQuestion = message.kind === "question" &&
    message.answered_at === null &&
    message.delivery.status !== "superseded";
  return !isQueued(message) && !isOpenQuestion;
}
