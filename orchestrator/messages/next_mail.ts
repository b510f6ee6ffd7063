import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { AgentId, MessageId, TaskId } from "@/domain/ids.ts";
import { isQueued, type Message } from "@/domain/message.ts";
import { place } from "./mail_events.ts";
import { mailText } from "./mail_text.ts";
import { isNeedless } from "./needless_mail.ts";
import { byId } from "./questions.ts";

/** What one prompt carries at most; the rest comes with the next. */
const MAX_PER_PROMPT = 20;
const MAX_PROMPT_CHARS = 100_000;

/** What waits for an agent, as one prompt. */
export type Mail = {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly text: string;
  /** The task that pays for the turn, when the messages are about one. */
  readonly taskId: TaskId | undefined;
  readonly urgent: boolean;
};

/** What waits for the agent; `undefined` when nothing does. Pure. */
export function nextMail(fleet: Fleet, agent: AgentId): Mail | undefined {
  const waiting = Object.values(fleet.messages).filter((message) =>
    message.to_agent_id === agent && isQueued(message) &&
    !isNeedless(fleet, message)
  ).sort(byId);
  const messages = firstOf(waiting);
  if (messages.length === 0) return undefined;
  // Who waited for an answer goes on with the task that it asked about.
  const answer = messages.find(({ kind, task_id }) =>
    kind === "answer" && task_id
  );
  const payer = answer ?? messages.find(({ task_id }) => task_id);
  return {
    messages,
    text: mailText(fleet, messages, waiting.length - messages.length),
    taskId: payer?.task_id ?? undefined,
    urgent: messages.some(({ urgent }) => urgent),
  };
}

/** The drafts that say: these came in that turn. What is not queued any more is left out. Pure. */
export function deliveryDrafts(
  fleet: Fleet,
  ids: readonly MessageId[],
  data: { readonly turn: number; readonly message_uuid: string },
): EventDraft[] {
  return ids.flatMap((id): EventDraft[] => {
    const message = fleet.messages[id];
    return message && isQueued(message)
      ? [{
        type: "message.delivered",
        ...place(message),
        caused_by: message.updated_seq,
        data,
      }]
      : [];
  });
}

/** As many as one prompt carries; at least one, when there is one. */
function firstOf(waiting: readonly Message[]): readonly Message[] {
  let chars = 0;
  const end = waiting.findIndex(({ text }, i) => {
    chars += text.text.length;
    return i === MAX_PER_PROMPT || (i > 0 && chars > MAX_PROMPT_CHARS);
  });
  return end === -1 ? waiting : waiting.slice(0, end);
}
