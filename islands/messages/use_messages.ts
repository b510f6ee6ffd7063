import { useEffect, useState } from "preact/hooks";
import type { Fleet } from "@/domain/fleet.ts";
import type { Message } from "@/domain/message.ts";
import { isMessageFit } from "@/domain/message_fit.ts";
import { isCut } from "@/domain/lean_fleet.ts";
import {
  messageFilter,
  type MessageQuery,
  messagesPath,
} from "@/components/messages/message_query.ts";
import { callApi, type Problem } from "../live/api.ts";

/** A message as the API tells it. */
type ToldMessage = Omit<Message, "text" | "updated_seq"> & {
  readonly text: string;
};
type ToldPage = {
  readonly items: readonly ToldMessage[];
  readonly next_cursor: string | null;
};

/** The list that the server rendered. */
export type RenderedMessages = {
  readonly items: readonly Message[];
  /** Where the list goes on; null at the end. */
  readonly next: string | null;
  /** Whether this is not the beginning of the list. */
  readonly isLater: boolean;
};

/** The list as it is now, the newest first: what was rendered, what came since, and what was asked for. */
export function useMessages(
  rendered: RenderedMessages,
  query: MessageQuery,
  fleet: Fleet,
) {
  const [known, setKnown] = useState(rendered.items);
  const [next, setNext] = useState(rendered.next);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const filter = messageFilter(query);
  const { messages, missing } = mergedMessages(
    known,
    Object.values(fleet.messages).filter((each) => isMessageFit(each, filter)),
    { end: next === null ? undefined : known.at(-1)?.id, ...rendered },
  );

  const load = async (cursor?: string) => {
    setBusy(true);
    const answer = await callApi<ToldPage>("GET", messagesPath(query, cursor));
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setKnown((before) => [...before, ...answer.value.items.map(fromApi)]);
    if (cursor !== undefined) setNext(answer.value.next_cursor);
  };
  // What came to fit meanwhile is here without its text.
  useEffect(() => {
    if (missing !== "") void load();
  }, [missing]);

  const isStill = (message: Message) => {
    const now = fleet.messages[message.id];
    return !now || isMessageFit({ ...now, text: message.text }, filter);
  };
  return { messages: messages.filter(isStill), next, busy, problem, load };
}

/**
 * Puts together what is known with its text and what the fleet has now, the
 * newest first; `missing` names those whose text is not here. Pure.
 */
export function mergedMessages(
  known: readonly Message[],
  live: readonly Message[],
  { end, isLater }: {
    /** The list goes down to this one for now. */
    readonly end: string | undefined;
    readonly isLater: boolean;
  },
): { readonly messages: readonly Message[]; readonly missing: string } {
  const byId = new Map<string, Message>();
  for (const message of known) byId.set(message.id, message);
  const missing: string[] = [];
  for (const message of live) {
    const before = byId.get(message.id);
    if (before) {
      const text = isCut(message.text) ? before.text : message.text;
      byId.set(message.id, { ...message, text });
    } else if (!isLater && (end === undefined || message.id > end)) {
      if (isCut(message.text)) missing.push(message.id);
      else byId.set(message.id, message);
    }
  }
  const messages = [...byId.values()].sort((a, b) => a.id < b.id ? 1 : -1);
  return { messages, missing: missing.sort().join() };
}

function fromApi({ text, ...message }: ToldMessage): Message {
  return {
    ...message,
    text: { text, length: text.length, blob: null },
    updated_seq: 0,
  };
}
