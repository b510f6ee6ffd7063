import { z } from "zod";
import { AgentId, TaskId } from "@/domain/ids.ts";
import { MESSAGE_KINDS } from "@/domain/message.ts";
import type { MessageTerms } from "./message_query.ts";

/** How far a message can have got, in that order. */
export const DELIVERY_STATES = ["queued", "delivered", "superseded"] as const;
/** Characters that can be searched for at once. */
export const MAX_MESSAGE_SEARCH = 200;

const Day = z.iso.date();
const Terms = z.object({
  q: z.string().trim().max(MAX_MESSAGE_SEARCH).catch(""),
  agent: AgentId.optional().catch(undefined),
  task: TaskId.optional().catch(undefined),
  kind: z.enum(MESSAGE_KINDS).optional().catch(undefined),
  state: z.enum(DELIVERY_STATES).optional().catch(undefined),
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
  view: z.literal("list").optional().catch(undefined),
});

/** Reads the terms of an address; what does not fit is left out. */
export function readMessageTerms(query: URLSearchParams): MessageTerms {
  const given = [...query].filter(([, value]) => value !== "");
  return Terms.parse(Object.fromEntries(given));
}
