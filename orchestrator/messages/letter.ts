import type { Agent } from "@/domain/agent.ts";
import type { EventDraft } from "@/domain/event.ts";
import type { Fleet } from "@/domain/fleet.ts";
import type { Instant, MessageId, TaskId } from "@/domain/ids.ts";
import { shortText } from "@/domain/long_text.ts";
import { isQueued, type Message, type MessageKind } from "@/domain/message.ts";
import { place, superseded } from "./mail_events.ts";
import { taskInHand } from "./questions.ts";

/** All that decides what a message says and where it goes. */
export type Letter = {
  readonly id: MessageId;
  readonly at: Instant;
  /** `undefined`: the person. */
  readonly from: Agent | undefined;
  readonly to: Agent;
  readonly kind: MessageKind;
  readonly text: string;
  readonly urgent: boolean;
  /** The questions that it answers. */
  readonly answers: readonly Message[];
  /** Messages that came in the sender's turn. */
  readonly cameWith: readonly Message[];
};

/** The drafts that say: this was sent, it answers those, and it makes those needless. Pure. */
export function letterDrafts(fleet: Fleet, letter: Letter): EventDraft[] {
  const message = messageOf(fleet, letter);
  return [
    {
      type: "message.sent",
      ...place(message),
      ...(message.caused_by === null ? {} : { caused_by: message.caused_by }),
      data: { message },
    },
    ...letter.answers.flatMap((question): EventDraft[] => [
      {
        type: "message.answered",
        ...place(question),
        data: { by: message.id },
      },
      ...(isQueued(question)
        ? [superseded(question, message.id, "answered before it was delivered")]
        : []),
    ]),
    ...olderCheckIns(fleet, message).map((older) =>
      superseded(older, message.id, "a newer check-in of the same sender")
    ),
  ];
}

/** How many messages led to one that is sent in a turn in which those came. */
export function hopsAfter(cameWith: readonly Message[]): number {
  return Math.max(0, ...cameWith.map(({ hops }) => hops + 1));
}

function messageOf(fleet: Fleet, letter: Letter): Message {
  const { id, at, from, to, kind, text, urgent, answers, cameWith } = letter;
  return {
    id,
    from_agent_id: from?.id ?? null,
    to_agent_id: to.id,
    session_id: to.session_id,
    kind,
    text: shortText(text),
    urgent,
    task_id: subjectOf(fleet, letter),
    in_reply_to: answers.at(-1)?.id ?? null,
    hops: hopsAfter(cameWith),
    caused_by: causeOf(fleet, letter),
    delivery: { status: "queued", since: at },
    answered_at: null,
    created_at: at,
    updated_at: at,
    updated_seq: 0,
  };
}

/**
 * What the message is about: what was asked, else the receiver's part of the
 * sender's task, else the sender's own; of a person's, what the receiver does.
 */
function subjectOf(fleet: Fleet, letter: Letter): TaskId | null {
  const { from, to, answers } = letter;
  const asked = answers.at(-1)?.task_id;
  if (asked) return asked;
  const theirs = taskInHand(fleet, to);
  if (!from) return theirs?.id ?? null;
  const own = taskInHand(fleet, from);
  return theirs && own && theirs.parent_id === own.id
    ? theirs.id
    : own?.id ?? null;
}

/** The `seq` of what led to it: a message that came, else the newest prompt of the sender's task. */
function causeOf(fleet: Fleet, { from, cameWith }: Letter): number | null {
  if (!from) return null;
  const seqs = cameWith.map(({ id, updated_seq }) =>
    fleet.messages[id]?.updated_seq ?? updated_seq
  );
  if (seqs.length > 0) return Math.max(...seqs);
  const task = taskInHand(fleet, from);
  const handoff = task?.handoff_id && fleet.handoffs[task.handoff_id];
  const token = (handoff && handoff.prompts.at(-1)?.token) ||
    task?.attempts.at(-1)?.token;
  return token || null;
}

function olderCheckIns(fleet: Fleet, message: Message): Message[] {
  if (message.kind !== "check_in") return [];
  return Object.values(fleet.messages).filter((older) =>
    older.kind === "check_in" && isQueued(older) &&
    older.from_agent_id === message.from_agent_id &&
    older.to_agent_id === message.to_agent_id
  );
}
