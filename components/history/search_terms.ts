import { z } from "zod";
import {
  HISTORY_KINDS,
  type HistorySearch,
  MAX_SEARCH_CHARS,
} from "@/domain/history.ts";
import { AgentId, SessionId } from "@/domain/ids.ts";
import { ATTEMPT_OUTCOMES } from "@/domain/task.ts";
import { hrefWith, searchParams } from "../query/search_params.ts";
import { startOfDay } from "../query/start_of_day.ts";

const Day = z.iso.date();

/** What a person searches for, as the page's address has it; unfit parts are left out. */
const Terms = z.object({
  q: z.string().trim().max(MAX_SEARCH_CHARS).catch(""),
  kind: z.enum(HISTORY_KINDS).optional().catch(undefined),
  agent: AgentId.optional().catch(undefined),
  session: SessionId.optional().catch(undefined),
  /** The first and the last day, on the server's calendar. */
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
  outcome: z.enum(ATTEMPT_OUTCOMES).optional().catch(undefined),
});
export type SearchTerms = z.infer<typeof Terms>;

/** Reads the terms of an address. */
export function readTerms(query: URLSearchParams): SearchTerms {
  const given = [...query].filter(([, value]) => value !== "");
  return Terms.parse(Object.fromEntries(given));
}

/** Whether anything was asked for at all. */
export function isSearch(terms: SearchTerms): boolean {
  return Object.values(terms).some((value) => value);
}

/** What the history is asked, without the page. */
export function searchOf(
  terms: SearchTerms,
): Omit<HistorySearch, "limit" | "cursor"> {
  return {
    text: terms.q,
    kind: terms.kind,
    agentId: terms.agent,
    sessionId: terms.session,
    from: terms.from && startOfDay(terms.from, 0),
    to: terms.to && startOfDay(terms.to, 1),
    outcome: terms.outcome,
  };
}

/** The page's address with these terms; `cursor` for a later page of them. */
export function historyHref(terms: SearchTerms, cursor?: string): string {
  return hrefWith("/history", { ...terms, cursor });
}

/** The same search as a request to the API, after `cursor`. */
export function searchPath(terms: SearchTerms, cursor: string): string {
  const { text, kind, agentId, sessionId, from, to, outcome } = searchOf(terms);
  const query = searchParams({
    text,
    kind,
    agent_id: agentId,
    session_id: sessionId,
    from,
    to,
    outcome,
    cursor,
  });
  return `history/search?${query}`;
}
