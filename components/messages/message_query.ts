import type { Delivery, MessageKind } from "@/domain/message.ts";
import type { AgentId, TaskId } from "@/domain/ids.ts";
import type { MessageFilter } from "@/domain/record_filters.ts";
import { hrefWith, searchParams } from "../query/search_params.ts";
import { startOfDay } from "../query/start_of_day.ts";

/** What a person looks for among messages, as the page's address has it. */
export type MessageTerms = {
  readonly q: string;
  readonly agent?: AgentId | undefined;
  readonly task?: TaskId | undefined;
  readonly kind?: MessageKind | undefined;
  readonly state?: Delivery["status"] | undefined;
  /** The first and the last day, on the server's calendar. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly view?: "list" | undefined;
};

/** The same as the API is asked, with moments instead of days. */
export type MessageQuery = {
  readonly agent_id?: AgentId | undefined;
  readonly task_id?: TaskId | undefined;
  readonly kind?: MessageKind | undefined;
  readonly delivery?: Delivery["status"] | undefined;
  readonly text?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** Whether anything narrows the list. */
export function isNarrowed({ view: _, ...terms }: MessageTerms): boolean {
  return Object.values(terms).some(Boolean);
}

/** The page's address with these terms; `cursor` for a later page of them. */
export function messagesHref(terms: MessageTerms, cursor?: string): string {
  return hrefWith("/messages", { ...terms, cursor });
}

/** What the server's list is asked; days begin where the server is. */
export function messageQuery(terms: MessageTerms): MessageQuery {
  const { q, agent, task, kind, state, from, to } = terms;
  return {
    agent_id: agent,
    task_id: task,
    kind,
    delivery: state,
    text: q || undefined,
    from: from && startOfDay(from, 0),
    to: to && startOfDay(to, 1),
  };
}

/** The request for a page of the list, after `cursor`. */
export function messagesPath(query: MessageQuery, cursor?: string): string {
  return `communications?${searchParams({ ...query, cursor })}`;
}

/** What a message has to be to stand in the list. */
export function messageFilter(
  { agent_id, task_id, kind, delivery, text, from, to }: MessageQuery,
): Omit<MessageFilter, "limit" | "cursor"> {
  return {
    agentId: agent_id,
    taskId: task_id,
    kind,
    delivery,
    text,
    after: from === undefined ? undefined : new Date(from),
    before: to === undefined ? undefined : new Date(to),
  };
}
